package io.headgate.worker.edge;

import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.report.WorkerState.Announcements;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process tells others beside its transactions: intents, stats, alerts. One plain producer, which makes batches of
 * what thousands of calls tell at once. Thread-safe.
 */
public final class Announcer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Announcer.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;
    private final Codecs codecs;
    private final TopicNames topics;
    private final LongAdder dropped = new LongAdder();
    private final LongAdder intentsBegun = new LongAdder();
    private final LongAdder intentsEnded = new LongAdder();
    private final Seldom warnings = new Seldom();
    private volatile boolean closed;

    /** @param instance names this process among all workers */
    public Announcer(KafkaConnection kafka, Codecs codecs, String instance) {
        this(AnnouncerClient.producer(kafka, instance), codecs, kafka.topics());
    }

    Announcer(Producer<byte[], byte[]> producer, Codecs codecs, TopicNames topics) {
        this.producer = producer;
        this.codecs = codecs;
        this.topics = topics;
    }

    /**
     * Writes an intent and returns when the brokers have acknowledged it. While they are away it waits and writes again,
     * so an intent may be there twice. Blocks the calling (virtual) thread.
     *
     * @param heading of the dispatch; the record is its next hop
     * @throws InterruptedException when the process is closing: the call must not be made
     */
    public void intent(RecordHeading heading, Intent intent) throws InterruptedException {
        byte[] value = RegistryWait.until(() -> codecs.intent().encode(intent));
        byte[] key = utf8(intent.key().tenant().value());
        RecordHeading next = heading.nextHop();
        intentsBegun.increment();
        try {
            while (!acknowledged(next, key, value)) {
                Thread.sleep(PAUSE);
            }
        } finally {
            intentsEnded.increment();
        }
    }

    private boolean acknowledged(RecordHeading heading, byte[] key, byte[] value) throws InterruptedException {
        if (closed || Thread.interrupted()) {
            throw new InterruptedException("no intent is written: the worker is closing");
        }
        try {
            sent(heading, key, value).get();
            return true;
        } catch (ExecutionException failed) {
            warn(failed.getCause(), "an intent is not acknowledged; its call waits, and it is written again");
            return false;
        }
    }

    /** What comes of an intent; fails as the producer does, on the spot or later. */
    private CompletableFuture<Void> sent(RecordHeading heading, byte[] key, byte[] value) throws InterruptedException {
        CompletableFuture<Void> ending = new CompletableFuture<>();
        try {
            ProducerRecord<byte[], byte[]> out = new ProducerRecord<>(topics.intents(), key, value);
            heading.writeTo(out.headers());
            producer.send(out, (_, failure) -> {
                if (failure == null) {
                    ending.complete(null);
                } else {
                    ending.completeExceptionally(failure);
                }
            });
        } catch (InterruptException interrupted) {
            Thread.interrupted();
            throw new InterruptedException("no intent is written: the worker is closing");
        } catch (KafkaException | IllegalStateException failure) {
            ending.completeExceptionally(failure);
        }
        return ending;
    }

    /** Tells how attempts went. Never waits for the brokers; what cannot be written is dropped and counted. */
    public void stats(AttemptStats stats) {
        String key = stats.target().provider() + "/" + stats.target().model();
        tell(topics.health(), utf8(key), () -> codecs.attemptStats().encode(stats));
    }

    /** Tells that somebody should look. Never waits for the brokers; what cannot be written is dropped and counted. */
    public void alert(Alert alert) {
        TenantId tenant = alert.scope().tenant();
        log.atWarn().addKeyValue("alert", alert.id()).log("{}: {}", alert.state(), alert.message());
        tell(
                topics.alerts(),
                tenant == null ? null : utf8(tenant.value()),
                () -> codecs.alert().encode(alert));
    }

    private void tell(String topic, byte @Nullable [] key, Supplier<byte[]> value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value.get()), (_, failure) -> {
                if (failure != null) {
                    drop(topic, failure);
                }
            });
        } catch (InterruptException interrupted) {
            Thread.currentThread().interrupt();
            drop(topic, interrupted);
        } catch (RuntimeException failure) {
            drop(topic, failure);
        }
    }

    private void drop(String topic, Exception failure) {
        dropped.increment();
        warn(failure, "a record for " + topic + " was dropped");
    }

    private void warn(@Nullable Throwable cause, String what) {
        if (!closed && warnings.now()) {
            log.atWarn().addKeyValue("cause", String.valueOf(cause)).log(what);
        }
    }

    /** How it stands. */
    public Announcements state() {
        // Ended before begun: a call that ends meanwhile must not make it negative.
        long ended = intentsEnded.sum();
        return new Announcements(dropped.sum(), intentsBegun.sum() - ended);
    }

    /** Gives what is on its way a moment, then gives up: whoever waits for an intent is interrupted. */
    @Override
    public void close() {
        closed = true;
        producer.close(CLOSE_WITHIN);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
