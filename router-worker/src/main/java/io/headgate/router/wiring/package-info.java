/** The router's beans. */
@NullMarked
package io.headgate.router.wiring;

import org.jspecify.annotations.NullMarked;
