package io.headgate.worker.edge;

import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.TopicFollower;
import io.headgate.worker.report.CancelMemory;
import io.headgate.worker.report.WorkerState.Cancels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the {@code cancels} topic on a thread of its own, and knows which requests nobody wants any more. One per
 * process; Kafka may go and come back. Thread-safe.
 */
public final class CancelFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CancelFeed.class);
    /** Nobody waits for the end of a poll: records end it at once. */
    private static final Duration POLL = Duration.ofSeconds(30);

    private static final Duration POLL_TO_THE_END = Duration.ofMillis(200);

    private final MessageCodec<Cancel> codec;
    private final Clock clock;
    private final CancelMemory memory;
    private final CancelTopic topic;
    private final List<Consumer<RequestKey>> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Seldom warnings = new Seldom();
    private final TopicFollower follower;
    private volatile long unreadable;

    public CancelFeed(KafkaConnection kafka, MessageCodec<Cancel> codec, Clock clock) {
        this(
                () -> CancelTopic.consumer(kafka),
                kafka.topics().cancels(),
                codec,
                new CancelMemory(CancelMemory.MOST),
                clock);
    }

    CancelFeed(
            Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
            String topic,
            MessageCodec<Cancel> codec,
            CancelMemory memory,
            Clock clock) {
        this.codec = codec;
        this.clock = clock;
        this.memory = memory;
        this.topic = new CancelTopic(topic, consumers);
        this.follower = new TopicFollower("worker-cancels", topic, () -> new Following(this.topic.open()));
    }

    /** Begins to read; returns at once. */
    public void start() {
        follower.start();
    }

    /** Whether all cancels that were there at the start are known. Before that no call may begin. */
    public boolean ready() {
        return ready.getCount() == 0;
    }

    /** Waits until {@link #ready}. Blocks the calling (virtual) thread. */
    public void awaitReady() throws InterruptedException {
        ready.await();
    }

    /**
     * The cancel of a request, made when it had been accepted or later; empty when there is none. Never blocks.
     *
     * @param acceptedAt the request's; see {@link CancelMemory#CLOCK_SKEW} for how exactly it is taken
     */
    public Optional<Cancel> cancelled(RequestKey key, Instant acceptedAt) {
        return memory.of(key, acceptedAt);
    }

    /** Hears of every cancel when it can be asked for, from the feed's thread: one that is slow delays the next. */
    public void onCancel(Consumer<RequestKey> listener) {
        listeners.add(listener);
    }

    /** How it stands. */
    public Cancels state() {
        return new Cancels(ready(), memory.size(), unreadable, memory.forgotten());
    }

    private final class Following implements TopicFollower.Reading {
        private final CancelTopic.Reading reading;

        Following(CancelTopic.Reading reading) {
            this.reading = reading;
        }

        @Override
        public void begin() {
            reading.begin(clock.instant().minus(CancelMemory.KEPT));
        }

        @Override
        public void next() {
            if (!ready() && reading.caughtUp()) {
                log.atInfo().addKeyValue("cancels", memory.size()).log("cancels are known");
                ready.countDown();
            }
            long before = memory.forgotten();
            reading.poll(ready() ? POLL : POLL_TO_THE_END, CancelFeed.this::hear);
            memory.forget(clock.instant());
            if (memory.forgotten() != before && warnings.now()) {
                log.atError().log("more cancels than can be remembered; {} were forgotten early", memory.forgotten());
            }
        }

        @Override
        public void wakeUp() {
            reading.wakeup();
        }

        @Override
        public void close() {
            reading.close();
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> heard) {
        switch (codec.decode(heard.value())) {
            case Decoded.Readable<Cancel>(Cancel cancel) -> {
                memory.remember(cancel, Instant.ofEpochMilli(Math.max(0, heard.timestamp())), clock.instant());
                listeners.forEach(listener -> tell(listener, cancel.key()));
            }
            case Decoded.Unreadable<Cancel>(Failure failure) -> {
                unreadable++;
                if (warnings.now()) {
                    log.atWarn()
                            .addKeyValue(
                                    "source", "%s-%d@%d".formatted(heard.topic(), heard.partition(), heard.offset()))
                            .addKeyValue("code", failure.code().wireName())
                            .log("a cancel cannot be read and is passed over; {} so far", unreadable);
                }
            }
        }
    }

    private static void tell(Consumer<RequestKey> listener, RequestKey key) {
        try {
            listener.accept(key);
        } catch (RuntimeException fault) {
            log.atError().setCause(fault).log("a listener to cancels failed");
        }
    }

    /** Stops reading; what is known stays so. */
    @Override
    public void close() {
        follower.close();
    }
}
