package io.headgate.worker.call.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.worker.call.CallTimeouts;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration LATER = Duration.ofMinutes(1);

    private final Watchdog watchdog = new Watchdog();
    private final CountDownLatch ended = new CountDownLatch(1);

    @AfterEach
    void stop() {
        watchdog.close();
    }

    @Test
    void endsACall_whenItsStepTakesTooLong() throws InterruptedException {
        CallProgress call = new CallProgress(new CallTimeouts(SOON, LATER, LATER, LATER), ended::countDown);

        watchdog.watch(call);

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(call.overdue()).isEqualTo("connect");
    }

    @Test
    void saysTotal_whenThatComesFirst() throws InterruptedException {
        CallProgress call = new CallProgress(new CallTimeouts(LATER, LATER, LATER, SOON), ended::countDown);

        watchdog.watch(call);

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(call.overdue()).isEqualTo("total");
    }

    @Test
    void leavesACallAlone_whenItComesFurtherOrIsOver() throws Exception {
        AtomicBoolean aborted = new AtomicBoolean();
        CallTimeouts timeouts = new CallTimeouts(SOON, LATER, LATER, LATER);
        CallProgress connected = new CallProgress(timeouts, () -> aborted.set(true));
        CallProgress over = new CallProgress(timeouts, () -> aborted.set(true));
        CallProgress last = new CallProgress(timeouts, ended::countDown);
        connected.connected();
        watchdog.watch(connected);
        watchdog.watch(over);
        watchdog.forget(over);
        watchdog.watch(last);

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(aborted).isFalse();
    }

    @Test
    void endsOthers_whenOneCannotBeEnded() throws InterruptedException {
        CallTimeouts timeouts = new CallTimeouts(SOON, LATER, LATER, LATER);
        watchdog.watch(new CallProgress(timeouts, () -> {
            throw new IllegalStateException("cannot be closed");
        }));
        watchdog.watch(new CallProgress(timeouts, ended::countDown));

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
