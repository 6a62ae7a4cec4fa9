package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallTimeouts;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thousands of threads at one guard. */
@Timeout(60)
class GuardConcurrencyTest {
    private static final TimedOutcome COMPLETED = Trials.quick(Trials.COMPLETED);

    private final Guard guard = new Guard(Clock.systemUTC(), System::nanoTime, new Random(1));
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<GuardedOutcome> outcomes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void close() throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        guard.close();
    }

    @Test
    void everybodyEnds_andNeverAreMoreInFlightThanAllowed() throws InterruptedException {
        guard.follow(Trials.provider(50), Set.of(Trials.ONE, Trials.OTHER));
        for (int i = 0; i < 2_000; i++) {
            Errand errand =
                    i % 10 == 0 ? Trials.critical(Trials.ONE) : Trials.errand(i % 2 == 0 ? Trials.ONE : Trials.OTHER);
            start(errand, (call, timeouts) -> {
                Thread.sleep(ThreadLocalRandom.current().nextInt(5));
                return COMPLETED;
            });
        }
        joinAll();

        assertThat(outcomes).hasSize(2_000).allMatch(outcome -> outcome instanceof GuardedOutcome.Called);
        assertThat(mostInFlight).hasValueLessThanOrEqualTo(50).hasValueGreaterThan(1);
        assertNothingIsHeld();
    }

    @Test
    void passInTheOrderTheyCame_whenTheyWaitForOneTarget() throws InterruptedException {
        guard.follow(Trials.provider(2), Set.of(Trials.ONE));
        CountDownLatch gate = new CountDownLatch(1);
        start(Trials.errand(Trials.ONE), (call, timeouts) -> {
            gate.await();
            return COMPLETED;
        });
        awaitInFlight(Trials.ONE, 1);
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            start(Trials.errand(Trials.ONE), (call, timeouts) -> {
                order.add(number);
                return COMPLETED;
            });
            awaitWaiting(Trials.ONE, i + 1);
        }
        gate.countDown();
        joinAll();

        assertThat(List.copyOf(order)).isSorted().hasSize(200);
    }

    @Test
    void nothingIsLost_whenManyGiveUpWhileOthersPass() throws InterruptedException {
        guard.follow(Trials.provider(20), Set.of(Trials.ONE));
        for (int i = 0; i < 2_000; i++) {
            Duration patience = Duration.ofMillis(i % 3 == 0 ? 1 + i % 50 : 60_000);
            start(Trials.errand(Trials.ONE, patience, i % 7 == 0), (call, timeouts) -> {
                Thread.sleep(2);
                return COMPLETED;
            });
        }
        for (int i = 0; i < 2_000; i += 5) {
            threads.get(i).interrupt();
        }
        joinAll();

        assertThat(outcomes).hasSizeGreaterThanOrEqualTo(1_500);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome instanceof GuardedOutcome.Called)
                .isNotEmpty();
        assertNothingIsHeld();
    }

    @Test
    void blockedTargetDelaysNoOther() throws InterruptedException {
        guard.follow(Trials.provider(20), Set.of(Trials.ONE, Trials.OTHER));
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 500; i++) {
            start(Trials.errand(Trials.ONE), (call, timeouts) -> {
                never.await();
                return COMPLETED;
            });
        }
        awaitInFlight(Trials.ONE, 16);
        long began = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            ((GuardedOutcome.Called) guard.call(Trials.errand(Trials.OTHER), (call, timeouts) -> COMPLETED))
                    .permit()
                    .release();
        }

        assertThat(System.nanoTime() - began).isLessThan(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void criticalPasses_whileStandardWorkIsFull() throws InterruptedException {
        guard.follow(Trials.provider(20), Set.of(Trials.ONE));
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 100; i++) {
            start(Trials.errand(Trials.ONE), (call, timeouts) -> {
                never.await();
                return COMPLETED;
            });
        }
        awaitWaiting(Trials.ONE, 82);

        GuardedOutcome outcome = guard.call(Trials.critical(Trials.ONE), (call, timeouts) -> COMPLETED);

        assertThat(outcome).isInstanceOf(GuardedOutcome.Called.class);
    }

    @Test
    void callsAtMostAFifthMore_whenHalfOfTheCallsFail() throws InterruptedException {
        guard.follow(Trials.provider(50), Set.of(Trials.ONE));
        int errands = 2_000;
        for (int i = 0; i < errands; i++) {
            start(Trials.errand(Trials.ONE, Duration.ofSeconds(20), true), (call, timeouts) -> {
                Thread.sleep(1);
                return ThreadLocalRandom.current().nextBoolean() ? COMPLETED : Trials.quick(Trials.DOWN);
            });
        }
        joinAll();

        assertThat(outcomes).hasSize(errands);
        long called = outcomes.stream()
                .filter(outcome -> outcome instanceof GuardedOutcome.Called)
                .count();
        assertThat(calls.get()).isLessThanOrEqualTo((int) (called * 1.2) + RetryBudget.INITIAL_REPEATS);
        assertNothingIsHeld();
    }

    @Test
    void waitersGoOn_whenTheLimitGrows() throws InterruptedException {
        guard.follow(Trials.provider(2), Set.of(Trials.ONE));
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            start(Trials.errand(Trials.ONE), (call, timeouts) -> {
                never.await();
                return COMPLETED;
            });
        }
        awaitWaiting(Trials.ONE, 19);

        guard.follow(Trials.provider(40), Set.of(Trials.ONE));

        awaitInFlight(Trials.ONE, 20);
    }

    @Test
    void waitersGoOn_whenTheBreakerHasSeenThatItIsWellAgain() throws InterruptedException {
        guard.follow(Trials.provider(20), Set.of(Trials.ONE));
        TimedOutcome lost = Trials.quick(Trials.unknown(FailureCode.PROVIDER_UNAVAILABLE));
        for (int i = 0; i < Breaker.FAILURES_IN_A_ROW; i++) {
            ((GuardedOutcome.Called) guard.call(Trials.errand(Trials.ONE), (call, timeouts) -> lost))
                    .permit()
                    .release();
        }
        for (int i = 0; i < 500; i++) {
            start(Trials.errand(Trials.ONE), (call, timeouts) -> COMPLETED);
        }
        joinAll();

        assertThat(outcomes).hasSize(500).allMatch(outcome -> outcome instanceof GuardedOutcome.Called);
    }

    private void start(Errand errand, Upstream upstream) {
        threads.add(Thread.ofVirtual().start(() -> {
            try {
                GuardedOutcome outcome = guard.call(errand, (call, timeouts) -> counted(upstream, call, timeouts));
                outcomes.add(outcome);
                if (outcome instanceof GuardedOutcome.Called(var _, Permit permit)) {
                    permit.release();
                }
            } catch (InterruptedException givenUp) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private TimedOutcome counted(Upstream upstream, int call, CallTimeouts timeouts) throws InterruptedException {
        calls.incrementAndGet();
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try {
            return upstream.call(call, timeouts);
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private void joinAll() throws InterruptedException {
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(40))).isTrue();
        }
    }

    private void assertNothingIsHeld() {
        assertThat(guard.states()).allSatisfy(state -> {
            assertThat(state.inFlight()).isZero();
            assertThat(state.waiting()).isZero();
        });
    }

    private TargetState state(Target target) {
        return guard.states().stream()
                .filter(state -> state.target().equals(target))
                .findFirst()
                .orElseThrow();
    }

    private void awaitInFlight(Target target, int count) {
        await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> state(target).inFlight() == count);
    }

    private void awaitWaiting(Target target, int count) {
        await().pollInterval(1, TimeUnit.MILLISECONDS)
                .pollDelay(Duration.ZERO)
                .until(() -> state(target).waiting() == count);
    }
}
