package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStats.Checks;
import io.headgate.schemas.message.AttemptStats.Gate;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.Headroom;
import io.headgate.worker.call.Headroom.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gates in a time of their own: no thread, no clock. */
class GatesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final CallTimeouts ALLOWED =
            Guard.timeouts(Trials.provider(1).timeouts(), Duration.ofMinutes(1)).orElseThrow();

    private long now;
    private Gates gates;
    private Lines lines;

    @BeforeEach
    void follow() {
        follow(Trials.provider(10));
    }

    @Test
    void passInTheOrderTheyCame_asPermitsComeBack() {
        List<Pass> out = fill(Trials.ONE);
        List<Waiter> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiters.add(join(Trials.errand(Trials.ONE)));
        }
        assertThat(waiters).allMatch(waiter -> waiter.decision() == null);

        for (int i = 0; i < 5; i++) {
            gates.release(out.get(i));
            lines.admit(now);
            passed(waiters.get(i));
            assertThat(waiters.subList(i + 1, 5)).allMatch(waiter -> waiter.decision() == null);
        }
    }

    @Test
    void permitIsGivenBackOnce_howeverOftenItIsReleased() {
        Pass pass = passed(join(Trials.errand(Trials.ONE)));
        gates.release(pass);
        gates.release(pass);

        assertThat(gates.permits().inFlight(Trials.ONE)).isZero();
    }

    @Test
    void targetsTakeTurns_whenBothWaitForTheRate() {
        follow(Trials.provider(new ProviderLimits(60L, null, 1, 100)));
        passed(join(Trials.errand(Trials.ONE)));
        List<Waiter> mine = List.of(join(Trials.errand(Trials.ONE)), join(Trials.errand(Trials.ONE)));
        List<Waiter> others = List.of(join(Trials.errand(Trials.OTHER)), join(Trials.errand(Trials.OTHER)));

        List<Target> order = new ArrayList<>();
        List<Waiter> all = new ArrayList<>(mine);
        all.addAll(others);
        while (!all.isEmpty()) {
            now = lines.admit(now);
            lines.admit(now);
            all.removeIf(waiter -> waiter.decision() instanceof Verdict.Passed && order.add(waiter.target()));
        }

        assertThat(order).containsExactly(Trials.ONE, Trials.OTHER, Trials.ONE, Trials.OTHER);
        assertThat(now).isBetween(4 * SECOND, 4 * SECOND + 10);
    }

    @Test
    void largeRequestPasses_thoughSmallOnesWouldAlwaysFindRoom() {
        follow(Trials.provider(new ProviderLimits(null, 6_000L, 1, 100)));
        passed(join(Trials.ofTokens(Trials.ONE, 1_000)));
        Waiter large = join(Trials.ofTokens(Trials.ONE, 5_000));
        List<Waiter> small = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            small.add(join(Trials.ofTokens(Trials.OTHER, 10)));
        }

        for (int i = 0; i < 30 && large.decision() == null; i++) {
            now = lines.admit(now);
            lines.admit(now);
        }

        passed(large);
        assertThat(small).anyMatch(waiter -> waiter.decision() == null);
        assertThat(now).isLessThanOrEqualTo(11 * SECOND);
    }

    @Test
    void brokenTargetKeepsNothingFromOthers_whileItsLineWaits() {
        follow(Trials.provider(new ProviderLimits(600L, 60_000L, 50, 20)));
        breakIt(Trials.ONE);
        for (int i = 0; i < 50; i++) {
            join(Trials.ofTokens(Trials.ONE, 100_000));
        }
        Gate before = seen();

        assertThat(gates.permits().inFlight(Trials.ONE)).isZero();
        for (int i = 0; i < 9; i++) {
            passed(join(Trials.ofTokens(Trials.OTHER, 10)));
        }
        assertThat(before).extracting(Gate::requestsLeft, Gate::tokensLeft).containsExactly(40L, 10_000L);
        assertThat(seen()).extracting(Gate::requestsLeft, Gate::tokensLeft).containsExactly(31L, 9_910L);
    }

    @Test
    void criticalPasses_whenStandardWorkIsFull() {
        fill(Trials.ONE);
        assertThat(join(Trials.errand(Trials.ONE)).decision()).isNull();

        passed(join(Trials.critical(Trials.ONE)));
    }

    @Test
    void hurriedIsSentElsewhereAtOnce_whenTheBreakerOpens() {
        fill(Trials.OTHER);
        Waiter waiting = join(Trials.errand(Trials.OTHER, Duration.ofMinutes(1), true));
        assertThat(waiting.decision()).isNull();
        gates.gate(Trials.OTHER, now).breaker.open(now);
        lines.admit(now);

        assertThat(passedOn(waiting)).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        assertThat(passedOn(join(Trials.errand(Trials.OTHER, Duration.ofMinutes(1), true))))
                .isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        assertThat(join(Trials.errand(Trials.OTHER)).decision()).isNull();
    }

    @Test
    void hurriedIsSentElsewhereAtOnce_whenTheWaitForTheRateIsKnownToBeLong() {
        follow(Trials.provider(new ProviderLimits(20L, null, 1, 10)));
        passed(join(Trials.errand(Trials.ONE)));

        assertThat(passedOn(join(Trials.errand(Trials.ONE, Duration.ofMinutes(1), true))))
                .isEqualTo(FailureCode.PROVIDER_RATE_LIMITED);
        Waiter patient = join(Trials.errand(Trials.ONE));
        now = lines.admit(now);
        lines.admit(now);
        passed(patient);
    }

    @Test
    void hurriedIsSentElsewhereAtOnce_whenItsDeadlineIsBeforeTheRateHasRoom() {
        follow(Trials.provider(new ProviderLimits(60L, null, 1, 10)));
        passed(join(Trials.errand(Trials.ONE)));
        Waiter inTime = join(Trials.errand(Trials.ONE, Duration.ofSeconds(20), true));
        assertThat(inTime.decision()).isNull();

        assertThat(passedOn(join(Trials.errand(Trials.ONE, Duration.ofMillis(900), true))))
                .isEqualTo(FailureCode.PROVIDER_RATE_LIMITED);
        assertThat(inTime.decision()).isNull();
    }

    @Test
    void everyLineIsAskedAbout_whenAllOfAnotherLeaveAtOnce() {
        fill(Trials.ONE);
        passed(join(Trials.errand(Trials.OTHER)));
        List<Waiter> leaving = List.of(
                join(Trials.errand(Trials.ONE, Duration.ofMinutes(1), true)),
                join(Trials.errand(Trials.ONE, Duration.ofMinutes(1), true)));
        Waiter staying = join(Trials.errand(Trials.OTHER));
        assertThat(staying.decision()).isNull();

        gates.gate(Trials.ONE, now).breaker.open(now);
        gates.follow(Trials.provider(20), Set.of(Trials.ONE, Trials.OTHER), now);
        lines.admit(now);

        assertThat(leaving).allMatch(waiter -> waiter.decision() instanceof Verdict.TurnedAway);
        passed(staying);
    }

    @Test
    void nobodyStartsBeforeThePauseEnds_thatTheProviderAskedFor() {
        Pass pass = passed(join(Trials.errand(Trials.ONE)));
        end(pass, Trials.retryable(FailureCode.PROVIDER_UNAVAILABLE, 503, Duration.ofSeconds(5)));

        Waiter patient = join(Trials.errand(Trials.ONE));
        assertThat(lines.admit(now)).isEqualTo(5 * SECOND);
        assertThat(passedOn(join(Trials.errand(Trials.ONE, Duration.ofMinutes(1), true))))
                .isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        passed(join(Trials.errand(Trials.OTHER)));
        now = 5 * SECOND;
        lines.admit(now);
        passed(patient);
    }

    @Test
    void oneModelWithoutHeadroom_stopsNoOther() {
        follow(Trials.provider(new ProviderLimits(600L, 60_000L, 20, 10)));
        Headroom spent = new Headroom(new Quota(60L, 0, Duration.ofSeconds(7)), new Quota(6_000L, 0, null));
        end(passed(join(Trials.errand(Trials.ONE))), Trials.completed(0, spent));

        Waiter waiting = join(Trials.ofTokens(Trials.ONE, 1_000));
        assertThat(passedOn(join(Trials.errand(Trials.ONE, Duration.ofMinutes(1), true))))
                .isEqualTo(FailureCode.PROVIDER_RATE_LIMITED);
        assertThat(seen()).extracting(Gate::requestsLeft, Gate::tokensLeft).containsExactly(0L, 0L);
        for (int i = 0; i < 5; i++) {
            passed(join(Trials.ofTokens(Trials.OTHER, 100)));
        }

        now = lines.admit(now);
        assertThat(now).isEqualTo(10 * SECOND);
        lines.admit(now);
        passed(waiting);
    }

    @Test
    void theConfiguredRateIsSharedByAllModels() {
        follow(Trials.provider(new ProviderLimits(60L, null, 2, 10)));
        passed(join(Trials.errand(Trials.ONE)));
        passed(join(Trials.errand(Trials.OTHER)));

        assertThat(join(Trials.errand(Trials.ONE)).decision()).isNull();
        assertThat(join(Trials.errand(Trials.OTHER)).decision()).isNull();
    }

    @Test
    void callsMayTryAfterFiveMinutes_howeverLongThePauseIsThatTheProviderAskedFor() {
        end(
                passed(join(Trials.errand(Trials.ONE))),
                Trials.retryable(FailureCode.PROVIDER_RATE_LIMITED, 429, Duration.ofDays(1)));
        now = 299 * SECOND;
        Waiter waiting = join(Trials.errand(Trials.ONE));
        assertThat(waiting.decision()).isNull();

        now = lines.admit(now);
        assertThat(now).isEqualTo(300 * SECOND);
        lines.admit(now);
        passed(waiting);
    }

    @Test
    void allAreToldWhy_whenMoneyRanOut() {
        List<Pass> out = fill(Trials.ONE);
        Waiter waiting = join(Trials.errand(Trials.ONE));
        end(out.getFirst(), Trials.refused(FailureCode.PROVIDER_QUOTA));

        assertThat(passedOn(waiting)).isEqualTo(FailureCode.PROVIDER_QUOTA);
        assertThat(passedOn(join(Trials.errand(Trials.OTHER)))).isEqualTo(FailureCode.PROVIDER_QUOTA);
        now = 60 * SECOND;
        passed(join(Trials.errand(Trials.OTHER)));
    }

    @Test
    void onlyItsModelIsToldWhyForTenSeconds_whenTheKeyIsRefused() {
        end(passed(join(Trials.errand(Trials.ONE))), Trials.refused(FailureCode.PROVIDER_AUTH));

        assertThat(passedOn(join(Trials.critical(Trials.ONE)))).isEqualTo(FailureCode.PROVIDER_AUTH);
        passed(join(Trials.critical(Trials.OTHER)));
        assertThat(seen().notBefore()).isEqualTo(Instant.EPOCH.plusSeconds(10));
        now = 10 * SECOND;
        passed(join(Trials.critical(Trials.ONE)));
    }

    @Test
    void opensAgainAtOnce_whenACallThatBeganAfterItClosedCompletes() {
        List<Pass> out = fill(Trials.ONE);
        end(out.get(0), Trials.refused(FailureCode.PROVIDER_AUTH));
        end(out.get(1), Trials.refused(FailureCode.PROVIDER_QUOTA));

        end(out.get(2), Trials.COMPLETED);
        assertThat(passedOn(join(Trials.errand(Trials.ONE)))).isEqualTo(FailureCode.PROVIDER_QUOTA);

        now = SECOND;
        end(out.get(3), Trials.COMPLETED);
        passed(join(Trials.errand(Trials.ONE)));
        passed(join(Trials.errand(Trials.OTHER)));
    }

    @Test
    void badRequestsTouchNothing() {
        for (int i = 0; i < 100; i++) {
            end(passed(join(Trials.errand(Trials.ONE))), Trials.refused(FailureCode.CONTEXT_TOO_LONG));
        }

        assertThat(gates.permits().limit(Trials.ONE).get()).isEqualTo(10);
        passed(join(Trials.errand(Trials.ONE)));
    }

    @Test
    void limitFalls_whenTheProviderIsCrowded() {
        end(passed(join(Trials.errand(Trials.ONE))), Trials.CROWDED);

        assertThat(gates.permits().limit(Trials.ONE).get()).isEqualTo(7);
        assertThat(gates.permits().limit(Trials.OTHER).get()).isEqualTo(10);
    }

    @Test
    void tokensOfAnAnswerThatWasWithheldAreUsed() {
        follow(Trials.provider(new ProviderLimits(60L, 60_000L, 10, 10)));

        end(passed(join(Trials.ofTokens(Trials.ONE, 500))), Trials.withheld(300));

        assertThat(seen().tokensLeft()).isEqualTo(9_700);
    }

    @Test
    void tokensComeBack_whenItIsKnownThatLessWasUsed() {
        follow(Trials.provider(new ProviderLimits(60L, 60_000L, 10, 10)));
        end(passed(join(Trials.ofTokens(Trials.ONE, 500))), Trials.DOWN);
        assertThat(seen().tokensLeft()).isEqualTo(10_000);

        end(passed(join(Trials.ofTokens(Trials.ONE, 500))), Trials.completed(300));
        assertThat(seen().tokensLeft()).isEqualTo(9_700);

        end(passed(join(Trials.ofTokens(Trials.ONE, 500))), Trials.unknown(FailureCode.PROVIDER_TIMEOUT));
        assertThat(seen().tokensLeft()).isEqualTo(9_200);

        gates.abandoned(passed(join(Trials.ofTokens(Trials.ONE, 500))), true, now);
        assertThat(seen().tokensLeft()).isEqualTo(8_700);
        assertThat(seen().requestsLeft()).isEqualTo(6);

        gates.abandoned(passed(join(Trials.ofTokens(Trials.ONE, 500))), false, now);
        end(passed(join(Trials.ofTokens(Trials.ONE, 500))), Trials.untried(FailureCode.CANCELLED));
        assertThat(seen().tokensLeft()).isEqualTo(8_700);
        assertThat(seen().requestsLeft()).isEqualTo(6);
    }

    @Test
    void expiresInLine_whenItsDeadlinePasses() {
        fill(Trials.ONE);
        Waiter late = join(Trials.errand(Trials.ONE, Duration.ofSeconds(1), false));
        now = 2 * SECOND;
        lines.admit(now);

        assertThat(expired(late).message()).contains("main/one").contains("in flight");
    }

    @Test
    void patientOneExpiresAtOnce_whenThePauseEndsAfterItsDeadline() {
        Pass pass = passed(join(Trials.errand(Trials.ONE)));
        end(pass, Trials.retryable(FailureCode.PROVIDER_RATE_LIMITED, 429, Duration.ofSeconds(10)));

        Waiter patient = join(Trials.errand(Trials.ONE, Duration.ofSeconds(11), false));
        Waiter late = join(Trials.errand(Trials.ONE, Duration.ofSeconds(9), false));

        assertThat(expired(late).message()).contains("main/one").contains("pause");
        assertThat(patient.decision()).isNull();
        now = 10 * SECOND;
        lines.admit(now);
        passed(patient);
    }

    @Test
    void patientOneWaits_whenTheBreakerIsOpenBeyondItsDeadline() {
        breakIt(Trials.ONE);
        Waiter patient = join(Trials.errand(Trials.ONE, Duration.ofMillis(500), false));
        assertThat(patient.decision()).isNull();

        gates.gate(Trials.ONE, now).breaker.checkPassed(now);
        lines.admit(now);

        passed(patient);
    }

    @Test
    void targetThatLeft_isForgottenWhenItIsQuiet() {
        Pass pass = passed(join(Trials.errand(Trials.OTHER)));
        gates.follow(Trials.provider(10), Set.of(Trials.ONE), now);
        assertThat(gates.all()).hasSize(2);

        end(pass, Trials.COMPLETED);
        gates.follow(Trials.provider(10), Set.of(Trials.ONE), now);

        assertThat(gates.all()).hasSize(1);
    }

    @Test
    void beginsAfresh_whenTheProviderHasLeftAndReturns() {
        Pass underWay = passed(join(Trials.errand(Trials.OTHER)));
        breakIt(Trials.ONE);
        gates.gate(Trials.OTHER, now).breaker.open(now);

        gates.follow(Trials.provider(10), Set.of(), now);
        assertThat(gates.all()).extracting(gate -> gate.target).containsExactly(Trials.OTHER);
        assertThat(gates.gate(Trials.OTHER, now).breaker.isOpen(now)).isTrue();

        gates.follow(Trials.provider(10), Set.of(Trials.ONE, Trials.OTHER), now);
        passed(join(Trials.errand(Trials.ONE)));
        passed(join(Trials.errand(Trials.OTHER)));
        assertThat(gates.permits().limit(Trials.ONE).get()).isEqualTo(10);
        end(underWay, Trials.COMPLETED);
        assertThat(gates.permits().inFlight(Trials.OTHER)).isEqualTo(1);
    }

    private void follow(Provider provider) {
        gates = new Gates(new Random(1), () -> {});
        lines = new Lines(gates);
        gates.follow(provider, Set.of(Trials.ONE, Trials.OTHER), 0);
    }

    /** All that standard work of one of the two may have. */
    private List<Pass> fill(Target target) {
        List<Pass> out = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            out.add(passed(join(Trials.errand(target))));
        }
        assertThat(gates.permits().admits(target, false)).isFalse();
        return out;
    }

    private Gate seen() {
        return gates.state(gates.gate(Trials.ONE, now), Checks.NONE, now, Instant.EPOCH)
                .gate();
    }

    private Waiter join(Errand errand) {
        long deadline =
                now + Duration.between(errand.dispatchedAt(), errand.deadline()).toNanos();
        Waiter waiter = new Waiter(errand, deadline, errand.elsewhere(), now);
        lines.join(waiter, now);
        lines.admit(now);
        return waiter;
    }

    private void end(Pass pass, CallOutcome outcome) {
        gates.ended(pass, outcome, ALLOWED, 1_000_000, now);
        gates.release(pass);
        lines.admit(now);
    }

    private void breakIt(Target target) {
        for (int i = 0; i < Breaker.FAILURES_IN_A_ROW; i++) {
            end(passed(join(Trials.errand(target))), Trials.UNREACHABLE);
        }
    }

    private static Pass passed(Waiter waiter) {
        if (waiter.decision() instanceof Verdict.Passed(Pass pass)) {
            return pass;
        }
        throw new AssertionError("not passed: " + waiter.decision());
    }

    private static Failure expired(Waiter waiter) {
        if (waiter.decision() instanceof Verdict.TurnedAway(GuardedOutcome.Expired(Failure failure))) {
            return failure;
        }
        throw new AssertionError("not expired: " + waiter.decision());
    }

    private static FailureCode passedOn(Waiter waiter) {
        if (waiter.decision() instanceof Verdict.TurnedAway(GuardedOutcome.PassedOn(Failure failure))) {
            return failure.code();
        }
        throw new AssertionError("not passed on: " + waiter.decision());
    }
}
