/** JSON as plain values: what a strict reader hands to the pure parts. */
@NullMarked
package io.headgate.router.json;

import org.jspecify.annotations.NullMarked;
