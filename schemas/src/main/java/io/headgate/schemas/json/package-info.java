/** JSON as plain values: what a strict reader hands to the pure parts. */
@NullMarked
package io.headgate.schemas.json;

import org.jspecify.annotations.NullMarked;
