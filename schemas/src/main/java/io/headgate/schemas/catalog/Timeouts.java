package io.headgate.schemas.catalog;

import java.time.Duration;

/**
 * How long an attempt may take.
 *
 * @param connect to open a connection
 * @param firstByte from the request being sent to the first byte of the reply
 * @param betweenChunks between two chunks of a streamed reply
 * @param total from start to end
 */
public record Timeouts(Duration connect, Duration firstByte, Duration betweenChunks, Duration total) {}
