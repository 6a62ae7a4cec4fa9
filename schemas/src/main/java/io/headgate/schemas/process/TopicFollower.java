package io.headgate.schemas.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic on a thread of its own until it is closed, by itself or as one of a group. Kafka
 * may go and come back: a reading that fails is closed, and after a rest another begins. Thread-safe.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    /** While Kafka is away it is said every so often, and not with each try. */
    private static final Duration SAID_EVERY = Duration.ofSeconds(10);

    private final String topic;
    private final Supplier<? extends Reading> readings;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Reading reading;
    /** By the follower's thread alone. */
    private long saidAt = System.nanoTime() - SAID_EVERY.toNanos();

    /** One reading of the topic, as long as nothing fails. Of the follower's thread, but for {@link #wakeUp}. */
    public interface Reading extends AutoCloseable {
        /** Finds out where to begin. */
        void begin();

        /** Waits for what comes next, and takes it in. */
        void next();

        /** Ends a wait with a {@link WakeupException}. From any thread. */
        void wakeUp();

        @Override
        void close();
    }

    /**
     * One that does not read yet.
     *
     * @param name of its thread
     * @param readings gives a reading that has not begun; asked again after each failure
     */
    public TopicFollower(String name, String topic, Supplier<? extends Reading> readings) {
        this.topic = topic;
        this.readings = readings;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** Begins to read; returns at once. To be called once. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!isClosed()) {
            try (Reading current = readings.get()) {
                reading = current;
                current.begin();
                while (!isClosed()) {
                    current.next();
                }
            } catch (WakeupException closing) {
                log.atDebug().log("{} is read no more", topic);
            } catch (KafkaException away) {
                sayAway(away);
                rest();
            } catch (RuntimeException fault) {
                log.atError().setCause(fault).log("reading {} failed; it begins again", topic);
                rest();
            }
        }
    }

    private void sayAway(KafkaException away) {
        long now = System.nanoTime();
        if (now - saidAt >= SAID_EVERY.toNanos()) {
            saidAt = now;
            log.atWarn().addKeyValue("cause", away.toString()).log("{} cannot be read; tried again", topic);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void rest() {
        try {
            boolean stop = closed.await(REST.toMillis(), TimeUnit.MILLISECONDS);
            log.atTrace().addKeyValue("stopped", stop).log("rested");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    /** Stops reading. A second close changes nothing. */
    @Override
    public void close() {
        closed.countDown();
        Reading current = reading;
        if (current != null) {
            current.wakeUp();
        }
        try {
            if (thread.isAlive() && !thread.join(CLOSE_WITHIN)) {
                log.atWarn().log("the reader of {} did not end within {}", topic, CLOSE_WITHIN);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
