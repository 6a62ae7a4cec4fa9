/**
 * Replies that come bit by bit: bytes to events, what a chunk says, when it is enough, and who is shown it meanwhile. What
 * an event means is its format's to say.
 */
@NullMarked
package io.headgate.worker.call.stream;

import org.jspecify.annotations.NullMarked;
