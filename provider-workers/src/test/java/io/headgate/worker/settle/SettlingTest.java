package io.headgate.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.guard.GuardedOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final Usage USAGE = new Usage(Map.of(Meter.INPUT, 100L, Meter.OUTPUT, 10L), Usage.Source.REPORTED);
    private static final Failure DOWN = Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "down");

    private final Dispatch dispatch = Samples.dispatch("r1");

    @Test
    void endsWithTheReplyRated_whenCompleted() {
        Settlement.Ended ended = (Settlement.Ended) settle(dispatch, completed());

        assertThat(ended.failed()).isNull();
        assertThat(ended.attempt().cost()).isEqualTo(new Cost.Priced(Money.of("0.00035", "USD")));
        assertThat(ended.attempt().disposition()).isEqualTo(new Disposition.Final());
        assertThat(ended.result().attempts()).containsExactly(ended.attempt().summary());
        assertThat(ended.result().outcome()).isInstanceOf(InferenceResult.Completed.class);
    }

    @Test
    void theResultNamesWhatWasLeftOutOfTheRequest() {
        CallOutcome.Completed reply = new CallOutcome.Completed("{}", USAGE, "served", UpstreamReply.NONE);

        Settlement.Ended ended = (Settlement.Ended) settle(dispatch, reply.without(List.of("logit_bias")));

        assertThat(ended.result().dropped()).containsExactly("logit_bias");
        assertThat(ended.attempt().summary().dropped()).containsExactly("logit_bias");
    }

    @Test
    void theResultHasTheProvidersIdOfEachCall() {
        UpstreamReply reply = new UpstreamReply(200, "req_7", Instant.EPOCH);
        Settlement.Ended ended =
                (Settlement.Ended) settle(dispatch, new CallOutcome.Completed("{}", USAGE, "served", reply));
        Settlement back = settle(dispatch, new CallOutcome.Retryable(DOWN, null, reply));

        assertThat(ended.result().attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.upstreamRequestId()).isEqualTo("req_7"));
        assertThat(ended.attempt().upstreamRequestId()).isEqualTo("req_7");
        assertThat(((Disposition.Continue) back.attempt().disposition()).history())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.upstreamRequestId()).isEqualTo("req_7"));
    }

    @Test
    void attemptKnowsTheTierItWasBilledAt() {
        Price tiered = new Price(
                Samples.PRICE.id(),
                Samples.PRICE.effectiveFrom(),
                Samples.PRICE.currency(),
                Samples.PRICE.rates(),
                Map.of(),
                List.of(new ContextTier(99, Map.of(Meter.INPUT, new BigDecimal("5")))));

        Settlement settlement = settle(pricedAt(tiered), completed());

        assertThat(settlement.attempt().cost()).isEqualTo(new Cost.Priced(Money.of("0.0006", "USD")));
        assertThat(settlement.attempt().price())
                .isEqualTo(new Price(
                        new PriceId("sim-small@2026+above-99"),
                        tiered.effectiveFrom(),
                        tiered.currency(),
                        Map.of(Meter.INPUT, new BigDecimal("5"), Meter.OUTPUT, new BigDecimal("10"))));
    }

    @Test
    void tellsTheVariantTheDearestAndWhenItWasDispatched_alsoAfterItWasPassedBack() {
        Dispatch compared = new Dispatch(
                dispatch.request(),
                dispatch.attempt(),
                dispatch.number(),
                dispatch.target(),
                dispatch.price(),
                dispatch.reservation(),
                new Decision("weighted", new CatalogRevision(1), List.of(), "b"),
                dispatch.history(),
                dispatch.dispatchedAt(),
                Samples.PRICE,
                null);

        for (CallOutcome outcome : List.of(completed(), retryable())) {
            assertThat(settle(compared, outcome).attempt().variant()).isEqualTo("b");
            assertThat(settle(compared, outcome).attempt().dearest()).isEqualTo(Samples.PRICE);
            assertThat(settle(compared, outcome).attempt().dispatchedAt()).isEqualTo(compared.dispatchedAt());
        }
    }

    @Test
    void goesBack_whenRetryableAndAttemptsRemain() {
        Settlement settlement = settle(dispatch, retryable());

        Disposition.Continue back = (Disposition.Continue) settlement.attempt().disposition();
        assertThat(back.request()).isEqualTo(dispatch.request());
        assertThat(back.history()).containsExactly(settlement.attempt().summary());
    }

    @Test
    void endsWithItsError_whenAttemptsAreExhausted() {
        assertThat(failure(settle(calledBefore(dispatch, 2), retryable()))).isEqualTo(DOWN);
    }

    @Test
    void endsWithItsError_whenTheDeadlinePassedMeanwhile() {
        Dispatch late = Samples.dispatch("r1", 1, Instant.now().minusSeconds(1), "{}");

        assertThat(failure(settle(late, retryable()))).isEqualTo(DOWN);
    }

    @Test
    void endsWithDeadlineExceeded_whenItWasNotCalledInTime() {
        Failure late = Failure.of(FailureCode.DEADLINE_EXCEEDED, "late");

        Settlement settlement = Settling.settle(dispatch, new GuardedOutcome.Expired(late), null, timing(), 3);

        assertThat(failure(settlement)).isEqualTo(late);
        assertThat(settlement.attempt().summary().status()).isEqualTo(AttemptStatus.NOT_CALLED);
        assertThat(settlement.attempt().usage()).isNull();
    }

    @Test
    void showsTheLastMeaningfulError_whenTheLastAttemptWasNotCalled() {
        Dispatch last = Samples.after(dispatch, AttemptStatus.RETRYABLE, FailureCode.PROVIDER_RATE_LIMITED);

        Settlement settlement = Settling.settle(
                last,
                new GuardedOutcome.PassedOn(Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "breaker")),
                null,
                timing(),
                1);

        assertThat(failure(settlement).code()).isEqualTo(FailureCode.PROVIDER_RATE_LIMITED);
    }

    @Test
    void goesBack_whenEarlierAttemptsWereNotCalled() {
        Dispatch passedAround = dispatch;
        for (int i = 0; i < 5; i++) {
            passedAround = Samples.after(passedAround, AttemptStatus.NOT_CALLED, FailureCode.PROVIDER_UNAVAILABLE);
        }

        assertThat(settle(passedAround, retryable())).isInstanceOf(Settlement.PassedBack.class);
    }

    @Test
    void ends_whenCancelledInMidCall() {
        CallOutcome brokenOff =
                new CallOutcome.Unknown(Failure.of(FailureCode.CANCELLED, "cancelled"), null, UpstreamReply.NONE);

        Settlement settlement = settle(dispatch, brokenOff);

        assertThat(failure(settlement).code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(settlement.attempt().summary().status()).isEqualTo(AttemptStatus.UNKNOWN);
    }

    @Test
    void ends_whenRefusedForGood() {
        CallOutcome refused =
                new CallOutcome.Refused(Failure.of(FailureCode.PROVIDER_BAD_REQUEST, "no"), false, UpstreamReply.NONE);

        assertThat(failure(settle(dispatch, refused)).code()).isEqualTo(FailureCode.PROVIDER_BAD_REQUEST);
    }

    @Test
    void isPricedAllTheSame_whenItWasRefusedForItsContent() {
        CallOutcome filtered = new CallOutcome.Refused(
                Failure.of(FailureCode.CONTENT_FILTERED, "withheld"), false, USAGE, UpstreamReply.NONE);

        Settlement settlement = settle(dispatch, filtered);

        assertThat(failure(settlement).code()).isEqualTo(FailureCode.CONTENT_FILTERED);
        assertThat(settlement.attempt().summary().status()).isEqualTo(AttemptStatus.REFUSED);
        assertThat(settlement.attempt().usage()).isEqualTo(USAGE);
        assertThat(settlement.attempt().cost()).isEqualTo(new Cost.Priced(Money.of("0.00035", "USD")));
    }

    @Test
    void goesBack_whenRefusedHereOnly() {
        CallOutcome refused =
                new CallOutcome.Refused(Failure.of(FailureCode.PROVIDER_QUOTA, "no"), true, UpstreamReply.NONE);

        assertThat(settle(dispatch, refused)).isInstanceOf(Settlement.PassedBack.class);
    }

    @Test
    void isUnpricedAndNeverZero_whenItMayHaveBeenBilled() {
        CallOutcome unknown =
                new CallOutcome.Unknown(Failure.of(FailureCode.PROVIDER_TIMEOUT, "late"), null, UpstreamReply.NONE);

        Settlement settlement = settle(dispatch, unknown);

        assertThat(settlement.attempt().cost()).isInstanceOf(Cost.Unpriced.class);
        assertThat(settlement.attempt().summary().status()).isEqualTo(AttemptStatus.UNKNOWN);
    }

    @Test
    void keepsTheUsage_whenTheResultIsTooLarge() {
        Settlement.Ended ended = (Settlement.Ended) settle(dispatch, completed());

        Settlement.Ended smaller = Settling.tooLarge(dispatch, ended, 2_000_000, 1_000_000);

        assertThat(failure(smaller).code()).isEqualTo(FailureCode.RESULT_TOO_LARGE);
        assertThat(smaller.attempt().usage()).isEqualTo(USAGE);
        assertThat(smaller.failed()).isNotNull();
    }

    /** Whatever happens, either a terminal event is written or custody goes back: never both, never neither. */
    @Property
    void custodyIsNeverLostNorDoubled_whateverHappens(
            @ForAll @IntRange(max = 5) int kind, @ForAll @IntRange(min = 1, max = 5) int number, @ForAll boolean late) {
        Instant deadline = late ? Instant.now().minusSeconds(1) : Instant.now().plusSeconds(60);
        Dispatch any = calledBefore(Samples.dispatch("r", 1, deadline, "{}"), number - 1);
        GuardedOutcome outcome = switch (kind) {
            case 0 -> new GuardedOutcome.Called(completed());
            case 1 -> new GuardedOutcome.Called(retryable());
            case 2 -> new GuardedOutcome.Called(new CallOutcome.Refused(DOWN, true, UpstreamReply.NONE));
            case 3 -> new GuardedOutcome.Called(new CallOutcome.Unknown(DOWN, USAGE, UpstreamReply.NONE));
            case 4 -> new GuardedOutcome.Expired(DOWN);
            default -> new GuardedOutcome.PassedOn(DOWN);
        };

        Settlement settlement = Settling.settle(any, outcome, null, timing(), 3);

        boolean handedBack = settlement.attempt().disposition() instanceof Disposition.Continue;
        assertThat(settlement instanceof Settlement.PassedBack).isEqualTo(handedBack);
        if (settlement instanceof Settlement.Ended ended) {
            boolean completed = ended.result().outcome() instanceof InferenceResult.Completed;
            assertThat(ended.failed() == null).isEqualTo(completed);
        } else {
            assertThat(late || (number >= 3 && kind != 5)).isFalse();
        }
    }

    private static Dispatch calledBefore(Dispatch dispatch, int times) {
        Dispatch next = dispatch;
        for (int i = 0; i < times; i++) {
            next = Samples.after(next, AttemptStatus.RETRYABLE, FailureCode.PROVIDER_UNAVAILABLE);
        }
        return next;
    }

    private static CallOutcome completed() {
        return new CallOutcome.Completed("{}", USAGE, "served", UpstreamReply.NONE);
    }

    private static CallOutcome retryable() {
        return new CallOutcome.Retryable(DOWN, null, UpstreamReply.NONE);
    }

    private Dispatch pricedAt(Price price) {
        return new Dispatch(
                dispatch.request(),
                dispatch.attempt(),
                dispatch.number(),
                dispatch.target(),
                price,
                dispatch.reservation(),
                dispatch.decision(),
                dispatch.history(),
                dispatch.dispatchedAt(),
                dispatch.dearest(),
                dispatch.redaction());
    }

    private static Settlement settle(Dispatch dispatch, CallOutcome outcome) {
        return Settling.settle(dispatch, new GuardedOutcome.Called(outcome), null, timing(), 3);
    }

    private static Failure failure(Settlement settlement) {
        Settlement.Ended ended = (Settlement.Ended) settlement;
        assertThat(ended.failed()).isNotNull();
        return ((InferenceResult.Failed) ended.result().outcome()).failure();
    }

    private static Timing timing() {
        Instant now = Instant.now();
        return new Timing(now.minusMillis(10), now);
    }
}
