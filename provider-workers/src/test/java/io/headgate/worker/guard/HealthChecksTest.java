package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.message.AttemptStats.Checks;
import io.headgate.schemas.message.BreakerState;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a clock that is moved by hand: nothing is ever due by itself. */
@Timeout(30)
class HealthChecksTest {
    private static final EndpointName ENDPOINT = Trials.ONE.endpoint();

    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger checked = new AtomicInteger();
    private final AtomicInteger admitted = new AtomicInteger();
    private final Gates gates = new Gates(new Random(1), () -> {});
    private final HealthChecks checks = new HealthChecks(lock, clock::get, gates, admitted::incrementAndGet);
    private volatile boolean well = true;

    @BeforeEach
    void follow() {
        locked(() -> {
            gates.follow(Trials.provider(10), Set.of(Trials.ONE, Trials.OTHER), 0);
            checks.checkWith(this::check);
        });
    }

    @AfterEach
    void close() {
        locked(checks::close);
    }

    @Test
    void checksAnEndpoint_whenItIsIdle() {
        move(Duration.ofSeconds(29));
        move(Duration.ofSeconds(1));
        awaitChecks(1);
        move(Duration.ofSeconds(30));
        awaitChecks(2);

        assertThat(counts()).isEqualTo(new Checks(2, 0));
        assertThat(state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void opensTheBreakersOfAnIdleEndpoint_whenThreeChecksFailInARow_andHalfOpensThem_whenOnePasses() {
        move(Duration.ofSeconds(30));
        awaitChecks(1);
        well = false;
        move(Duration.ofSeconds(30));
        awaitChecks(2);
        move(Duration.ofSeconds(2));
        awaitChecks(3);
        assertThat(state()).isEqualTo(BreakerState.CLOSED);
        move(Duration.ofSeconds(4));
        awaitChecks(4);
        assertThat(state()).isEqualTo(BreakerState.OPEN);
        assertThat(counts()).isEqualTo(new Checks(1, 3));

        well = true;
        move(Duration.ofSeconds(5));
        awaitChecks(5);

        assertThat(state()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(admitted).hasValue(5);
    }

    @Test
    void leavesTheBreakersOfAnIdleEndpointClosed_whenNoCheckOfItEverPassed() {
        well = false;
        move(Duration.ofSeconds(30));
        for (int check = 1; check <= 6; check++) {
            awaitChecks(check);
            move(Duration.ofSeconds(5));
        }

        assertThat(state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void letsCallsTry_whenChecksHaveFailedForThirtySecondsSinceItOpened() {
        well = false;
        locked(() -> gates.gate(Trials.ONE, 0).breaker.open(0));
        for (int check = 1; check <= 6; check++) {
            move(Duration.ofSeconds(5));
            awaitChecks(check);
            assertThat(state()).isEqualTo(check < 6 ? BreakerState.OPEN : BreakerState.HALF_OPEN);
        }
    }

    @Test
    void checksSoon_whenABreakerOpens_andKeepsItOpenWhileChecksFail() {
        well = false;
        locked(() -> gates.gate(Trials.ONE, 0).breaker.open(0));
        move(Duration.ofSeconds(1));
        awaitChecks(1);
        move(Duration.ofSeconds(2));
        awaitChecks(2);
        assertThat(state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void checksNoMore_whenTheEndpointHasLeftOrItIsClosed() {
        locked(() -> {
            gates.follow(Trials.provider(10), Set.of(), clock.get());
            checks.follow();
        });
        move(Duration.ofMinutes(5));

        assertThat(counts()).isEqualTo(Checks.NONE);
        assertThat(checked).hasValue(0);
    }

    @Test
    void checksNoMore_whenTheProviderHasLeftWhileACallIsUnderWay_andAgainWhenItReturns() {
        locked(() -> {
            gates.permits().take(Trials.ONE, false);
            gates.follow(Trials.provider(10), Set.of(), clock.get());
            checks.follow();
            gates.permits().release(Trials.ONE, false);
        });
        move(Duration.ofMinutes(5));
        assertThat(counts()).isEqualTo(Checks.NONE);

        locked(() -> {
            gates.follow(Trials.provider(10), Set.of(Trials.ONE), clock.get());
            checks.follow();
        });
        move(Duration.ofSeconds(30));
        awaitChecks(1);
    }

    private boolean check(EndpointName endpoint) {
        assertThat(endpoint).isEqualTo(ENDPOINT);
        assertThat(lock.isHeldByCurrentThread()).isFalse();
        checked.incrementAndGet();
        return well;
    }

    private void move(Duration by) {
        locked(() -> {
            clock.addAndGet(by.toNanos());
            checks.breakerOpened();
        });
    }

    private void awaitChecks(int count) {
        await().until(() -> counts().passed() + counts().failed() == count);
        assertThat(checked).hasValue(count);
    }

    private Checks counts() {
        lock.lock();
        try {
            return checks.counts(ENDPOINT);
        } finally {
            lock.unlock();
        }
    }

    private BreakerState state() {
        lock.lock();
        try {
            return gates.gate(Trials.ONE, clock.get()).breaker.state(clock.get());
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable what) {
        lock.lock();
        try {
            what.run();
        } finally {
            lock.unlock();
        }
    }
}
