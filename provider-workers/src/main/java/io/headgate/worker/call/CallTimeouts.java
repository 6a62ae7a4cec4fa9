package io.headgate.worker.call;

import java.time.Duration;

/**
 * How long one call may take, already bounded by the request's deadline. All greater than zero.
 *
 * @param connect to open a connection
 * @param firstByte from the request being sent to the first byte of the reply, and between two reads of it
 * @param total from start to end
 */
public record CallTimeouts(Duration connect, Duration firstByte, Duration total) {}
