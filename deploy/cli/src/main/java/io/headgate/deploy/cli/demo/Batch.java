package io.headgate.deploy.cli.demo;

import io.headgate.deploy.cli.results.ResultTail;
import io.headgate.deploy.cli.submit.PromptLine;
import io.headgate.deploy.cli.submit.Publisher;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Publishes prompts and tallies their results, batch after batch. Not thread-safe. */
final class Batch {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaConnection kafka;
    private final ResultTail tail;
    private final StopSignal stop;
    private final Tally tally = new Tally();
    private int published;

    Batch(KafkaConnection kafka, ResultTail tail, StopSignal stop) {
        this.kafka = kafka;
        this.tail = tail;
        this.stop = stop;
    }

    /**
     * Returns when all have ended, when patience has, or when a person has enough.
     *
     * @param progress called now and then
     */
    void run(List<PromptLine> prompts, Runnable progress) throws InterruptedException {
        try (Publisher publisher = new Publisher(kafka)) {
            publisher.publish(prompts, Map.of());
        }
        published += prompts.size();
        Instant end = Instant.now().plus(PATIENCE);
        while (!stop.given() && tally.ended() < published && Instant.now().isBefore(end)) {
            tail.poll(Duration.ofMillis(100)).forEach(tally::add);
            progress.run();
        }
    }

    /** Where prompts are published. */
    String topic() {
        return kafka.topics().requests();
    }

    /** Prompts of all batches. */
    int published() {
        return published;
    }

    /** Results of all batches. */
    Tally tally() {
        return tally;
    }
}
