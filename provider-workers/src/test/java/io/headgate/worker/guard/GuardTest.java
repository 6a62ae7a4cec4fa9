package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.message.BreakerState;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardTest {
    private final Guard guard = new Guard(Clock.systemUTC(), System::nanoTime, new Random(1));
    private final Deque<CallOutcome> replies = new ArrayDeque<>();
    private final List<CallTimeouts> calls = new ArrayList<>();

    @BeforeEach
    void follow() {
        guard.follow(Trials.provider(10), Set.of(Trials.ONE));
    }

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void expiresWithoutACall_whenTheDeadlineHasPassed() throws InterruptedException {
        GuardedOutcome outcome = guard.call(Trials.errand(Trials.ONE, Duration.ofMillis(-1), false), this::reply);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        GuardedOutcome.Expired.class,
                        expired -> assertThat(expired.failure().code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED));
        assertThat(calls).isEmpty();
    }

    @Test
    void allTimeoutsEndAtTheDeadline_whenThatIsSooner() throws InterruptedException {
        guard.call(Trials.errand(Trials.ONE, Duration.ofMillis(900), false), this::reply);

        assertThat(calls.getFirst().total()).isBetween(Duration.ofMillis(1), Duration.ofMillis(900));
        assertThat(calls.getFirst().firstByte())
                .isLessThanOrEqualTo(calls.getFirst().total());
        assertThat(calls.getFirst().connect())
                .isLessThanOrEqualTo(calls.getFirst().total());
    }

    @Test
    void waitsForTheRate_whenTheBurstIsSpent() throws InterruptedException {
        guard.follow(Trials.provider(new ProviderLimits(600L, null, 1, 10)), Set.of(Trials.ONE));
        long began = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            called(Trials.errand(Trials.ONE));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(195));
    }

    @Test
    void expires_whenTheRateHasNoRoomBeforeTheDeadline_andSaysSo() throws InterruptedException {
        guard.follow(Trials.provider(new ProviderLimits(1L, null, 1, 10)), Set.of(Trials.ONE));
        called(Trials.errand(Trials.ONE));

        GuardedOutcome outcome = guard.call(Trials.errand(Trials.ONE, Duration.ofMillis(100), false), this::reply);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        GuardedOutcome.Expired.class,
                        expired -> assertThat(expired.failure().message()).contains("rate limit"));
    }

    @Test
    void expiresAtOnce_whenItIsKnownThatTheRateHasNoRoomBeforeTheDeadline() throws InterruptedException {
        guard.follow(Trials.provider(new ProviderLimits(1L, null, 1, 10)), Set.of(Trials.ONE));
        called(Trials.errand(Trials.ONE));
        long began = System.nanoTime();

        GuardedOutcome outcome = guard.call(Trials.errand(Trials.ONE, Duration.ofSeconds(30), false), this::reply);

        assertThat(outcome).isInstanceOf(GuardedOutcome.Expired.class);
        assertThat(System.nanoTime() - began).isLessThan(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void passesOnAtOnce_whenItCanGoElsewhereAndTheRateIsFarAway() throws InterruptedException {
        guard.follow(Trials.provider(new ProviderLimits(1L, null, 1, 10)), Set.of(Trials.ONE));
        called(Trials.errand(Trials.ONE));
        long began = System.nanoTime();

        assertThat(passedOn(Trials.errand(Trials.ONE, Duration.ofMinutes(1), true)))
                .isEqualTo(FailureCode.PROVIDER_RATE_LIMITED);
        assertThat(System.nanoTime() - began).isLessThan(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void repeatsInPlace_andCountsTheCalls() throws InterruptedException {
        replies.add(Trials.DOWN);
        replies.add(Trials.CROWDED);

        assertThat(called(Trials.errand(Trials.ONE)).outcome()).isInstanceOf(CallOutcome.Completed.class);
        assertThat(calls).hasSize(3);
    }

    @Test
    void returnsTheLastOutcome_whenItMayNotBeRepeatedAnyMore() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            replies.add(Trials.DOWN);
        }

        assertThat(called(Trials.errand(Trials.ONE)).outcome()).isSameAs(Trials.DOWN);
        assertThat(calls).hasSize(3);
    }

    @Test
    void returnsTheLastRealOutcome_whenTheRepeatIsNotLetThrough() throws InterruptedException {
        GuardedOutcome outcome = guard.call(Trials.errand(Trials.ONE), (call, timeouts) -> {
            // Meanwhile another learns that money ran out.
            called(Trials.errand(Trials.ONE), Trials.refused(FailureCode.PROVIDER_QUOTA));
            return Trials.quick(Trials.DOWN);
        });

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        GuardedOutcome.Called.class,
                        called -> assertThat(called.outcome()).isSameAs(Trials.DOWN));
        assertThat(inFlight()).isZero();
    }

    @Test
    void passesOn_whenItWasCalledBeforeAndTheRetryBudgetIsSpent() throws InterruptedException {
        for (int i = 0; i < RetryBudget.INITIAL_REPEATS; i++) {
            called(Trials.further(Trials.ONE, 1));
        }

        assertThat(passedOn(Trials.further(Trials.ONE, 1))).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        assertThat(calls).hasSize(RetryBudget.INITIAL_REPEATS);
    }

    @Test
    void keepsTheRetryBudget_whenItWasNotCalledAfterAll() throws InterruptedException {
        called(Trials.errand(Trials.ONE), Trials.refused(FailureCode.PROVIDER_QUOTA));

        for (int i = 0; i < 2 * RetryBudget.INITIAL_REPEATS; i++) {
            assertThat(passedOn(Trials.further(Trials.ONE, 1))).isEqualTo(FailureCode.PROVIDER_QUOTA);
        }
    }

    @Test
    void keepsTheRetryBudget_whenARepeatIsGivenUpBeforeItsCall() throws InterruptedException {
        for (int i = 0; i < RetryBudget.INITIAL_REPEATS; i++) {
            assertThatThrownBy(() -> guard.call(Trials.errand(Trials.ONE), (call, timeouts) -> {
                        Thread.currentThread().interrupt();
                        return Trials.quick(Trials.DOWN);
                    }))
                    .isInstanceOf(InterruptedException.class);
        }

        for (int i = 0; i < RetryBudget.INITIAL_REPEATS; i++) {
            called(Trials.further(Trials.ONE, 1));
        }
    }

    @Test
    void takesFromTheRetryBudget_whenACallIsGivenUpMidway() throws InterruptedException {
        for (int i = 0; i < RetryBudget.INITIAL_REPEATS; i++) {
            assertThatThrownBy(() -> guard.call(Trials.further(Trials.ONE, 1), (call, timeouts) -> {
                        throw new InterruptedException();
                    }))
                    .isInstanceOf(InterruptedException.class);
        }

        assertThat(passedOn(Trials.further(Trials.ONE, 1))).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
    }

    @Test
    void outcomesOfOurOwnSayNothing_whenNothingWasSent() throws InterruptedException {
        guard.follow(Trials.provider(new ProviderLimits(1L, 60_000L, 5, 10)), Set.of(Trials.ONE));
        for (int i = 0; i < 20; i++) {
            called(Trials.ofTokens(Trials.ONE, 500), Trials.untried(FailureCode.DEADLINE_EXCEEDED));
            called(Trials.further(Trials.ONE, 1), Trials.untried(FailureCode.CANCELLED));
        }

        assertThat(calls).hasSize(40);
        assertThat(state().limit()).isEqualTo(10);
        assertThat(state().gate().breaker()).isEqualTo(BreakerState.CLOSED);
        assertThat(state().gate().requestsLeft()).isEqualTo(5);
        assertThat(state().gate().tokensLeft()).isEqualTo(10_000);
    }

    @Test
    void ourOwnSlownessIsNotTheProviders() throws InterruptedException {
        AtomicLong time = new AtomicLong();
        try (Guard slow = new Guard(Clock.systemUTC(), time::get, new Random(1))) {
            slow.follow(Trials.provider(100), Set.of(Trials.ONE));
            for (int i = 0; i < 10; i++) {
                slow.call(Trials.errand(Trials.ONE), (call, timeouts) -> {
                    time.addAndGet(Duration.ofSeconds(29).toNanos());
                    return Trials.quick(Trials.COMPLETED);
                });
            }
            assertThat(slow.states().getFirst().gate().breaker()).isEqualTo(BreakerState.CLOSED);

            for (int i = 0; i < 40; i++) {
                slow.call(
                        Trials.errand(Trials.ONE),
                        (call, timeouts) -> new TimedOutcome(Trials.COMPLETED, Duration.ofSeconds(29)));
            }
            assertThat(slow.states().getFirst().gate().breaker()).isEqualTo(BreakerState.OPEN);
        }
    }

    @Test
    void backOffCountsFromTheDispatch_whenItWasCalledBefore() throws InterruptedException {
        Instant now = Instant.now();
        Errand old = new Errand(Trials.ONE, false, now.plusSeconds(60), now.minusSeconds(60), 20, false, 0);
        Errand ending = new Errand(Trials.ONE, false, now.plusMillis(50), now.plusSeconds(60), 20, false, 0);

        long began = System.nanoTime();
        called(old);
        GuardedOutcome outcome = guard.call(ending, this::reply);

        assertThat(outcome).isInstanceOf(GuardedOutcome.Expired.class);
        assertThat(System.nanoTime() - began).isLessThan(Duration.ofSeconds(5).toNanos());
    }

    @Test
    void holdsThePermitUntilItIsReleased() throws InterruptedException {
        GuardedOutcome.Called called = (GuardedOutcome.Called) guard.call(Trials.errand(Trials.ONE), this::reply);
        assertThat(inFlight()).isEqualTo(1);

        called.permit().release();
        called.permit().release();

        assertThat(inFlight()).isZero();
    }

    @Test
    void givesThePermitBack_butNotTheRate_whenTheCallBreaksOrIsInterrupted() throws InterruptedException {
        guard.follow(Trials.provider(new ProviderLimits(60L, 60_000L, 10, 10)), Set.of(Trials.ONE));
        Errand errand = Trials.ofTokens(Trials.ONE, 500);

        assertThatThrownBy(() -> guard.call(errand, (call, timeouts) -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");
        assertThatThrownBy(() -> guard.call(errand, (call, timeouts) -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(inFlight()).isZero();
        assertThat(state().gate().tokensLeft()).isBetween(9_000L, 9_900L);
        assertThat(state().gate().requestsLeft()).isEqualTo(8);
    }

    @Test
    void halfOpenPermissionsComeBack_whenProbesAreInterrupted() throws InterruptedException {
        breakIt();
        Errand patient = Trials.errand(Trials.ONE);
        for (int i = 0; i < 3 * Breaker.HALF_OPEN_CALLS; i++) {
            assertThatThrownBy(() -> guard.call(patient, (call, timeouts) -> {
                        throw new InterruptedException();
                    }))
                    .isInstanceOf(InterruptedException.class);
        }
        for (int i = 0; i < Breaker.HALF_OPEN_CALLS; i++) {
            assertThat(state().gate().breaker()).isEqualTo(BreakerState.HALF_OPEN);
            called(patient);
        }

        assertThat(state().gate().breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void showsWhatHoldsCallsBack_whenTheBreakerIsOpen() throws InterruptedException {
        breakIt();

        assertThat(state().gate().breaker()).isEqualTo(BreakerState.OPEN);
        assertThat(state().gate().notBefore())
                .isBetween(Instant.now().minusSeconds(1), Instant.now().plusSeconds(2));
        assertThat(passedOn(Trials.errand(Trials.ONE, Duration.ofMinutes(1), true)))
                .isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
    }

    @Test
    void refusesToWork_beforeItFollowsAProvider() {
        try (Guard unready = new Guard(Clock.systemUTC(), System::nanoTime, new Random(1))) {
            assertThatThrownBy(() -> unready.call(Trials.errand(Trials.ONE), this::reply))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesAShareThatIsNone() {
        assertThatThrownBy(() -> guard.share(1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> guard.share(Double.NaN)).hasMessageContaining("NaN");
    }

    private void breakIt() throws InterruptedException {
        for (int i = 0; i < Breaker.FAILURES_IN_A_ROW; i++) {
            called(Trials.errand(Trials.ONE), Trials.unknown(FailureCode.PROVIDER_UNAVAILABLE));
        }
    }

    private GuardedOutcome.Called called(Errand errand, CallOutcome... answers) throws InterruptedException {
        replies.addAll(List.of(answers));
        GuardedOutcome.Called called = (GuardedOutcome.Called) guard.call(errand, this::reply);
        called.permit().release();
        return called;
    }

    private FailureCode passedOn(Errand errand) throws InterruptedException {
        GuardedOutcome outcome = guard.call(errand, this::reply);
        assertThat(outcome).isInstanceOf(GuardedOutcome.PassedOn.class);
        return ((GuardedOutcome.PassedOn) outcome).failure().code();
    }

    private TimedOutcome reply(int call, CallTimeouts timeouts) {
        calls.add(timeouts);
        return Trials.quick(replies.isEmpty() ? Trials.COMPLETED : replies.remove());
    }

    private TargetState state() {
        return guard.states().getFirst();
    }

    private int inFlight() {
        return guard.states().stream().mapToInt(TargetState::inFlight).sum();
    }
}
