/**
 * One call, whatever the format: sent, polled where it has to be, read whole or streamed, and judged. What a request or a
 * reply means is its wire's to say; what becomes of it is decided here, once for all wires.
 */
@NullMarked
package io.headgate.worker.call.exchange;

import org.jspecify.annotations.NullMarked;
