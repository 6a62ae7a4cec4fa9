package io.headgate.schemas.process;

import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;

/** How a topic is followed that is seldom written, whole, without a group. */
public final class QuietTopic {
    /**
     * For {@code fetch.max.wait.ms}. What is written comes at once; this is only how often a topic is asked again of which there
     * is nothing. Not for members of a group: a partition that is assigned waits for the fetch that is out.
     */
    public static final int FETCH_WAIT_MS = 5_000;

    private QuietTopic() {}

    /** Closes a consumer at once: the broker would answer its farewell when the fetch that is out has ended, and nobody needs that. */
    public static void close(Consumer<?, ?> consumer) {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
