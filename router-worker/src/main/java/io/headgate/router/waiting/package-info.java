/** The waiting room: who waits, for what, and whose turn it is. Plain Java; the store behind it is the edge's. */
@NullMarked
package io.headgate.router.waiting;

import org.jspecify.annotations.NullMarked;
