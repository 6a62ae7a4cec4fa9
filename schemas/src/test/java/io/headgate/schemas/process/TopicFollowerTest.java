package io.headgate.schemas.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {
    private final List<FakeReading> readings = new CopyOnWriteArrayList<>();
    private final TopicFollower follower = new TopicFollower("follower", "topic", () -> {
        FakeReading next = new FakeReading(readings.size());
        readings.add(next);
        return next;
    });

    @AfterEach
    void close() {
        follower.close();
    }

    @Test
    void beginsAgain_whateverFails() {
        follower.start();
        await().until(() -> readings.size() == 3 && readings.getLast().begun);
        assertThat(readings.get(0).closed).as("that could not begin").isTrue();
        assertThat(readings.get(1).closed).as("that broke").isTrue();
        assertThat(readings.get(2).closed).isFalse();
    }

    @Test
    void endsTheWait_andTheReading_whenItIsClosed() {
        follower.start();
        await().until(() -> readings.size() == 3 && readings.getLast().begun);
        follower.close();
        assertThat(readings.getLast().closed).isTrue();
        assertThat(readings).hasSize(3);
    }

    /** The first cannot begin, the second breaks, the third waits until it is woken. */
    private static final class FakeReading implements TopicFollower.Reading {
        private final int number;
        private final CountDownLatch woken = new CountDownLatch(1);
        private volatile boolean begun;
        private volatile boolean closed;

        FakeReading(int number) {
            this.number = number;
        }

        @Override
        public void begin() {
            if (number == 0) {
                throw new KafkaException("broker is away");
            }
            begun = true;
        }

        @Override
        public void next() {
            if (number == 1) {
                throw new IllegalStateException("a defect");
            }
            try {
                woken.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            throw new WakeupException();
        }

        @Override
        public void wakeUp() {
            woken.countDown();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
