package io.headgate.deploy.acceptance.simulation.log;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What stands at one offset of the log.
 *
 * @param committed false for a record whose transaction was aborted, and for the marker behind each transaction
 */
public record Entry(
        String topic,
        int partition,
        long offset,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers,
        Instant at,
        boolean committed) {}
