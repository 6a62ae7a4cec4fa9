package io.headgate.worker.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Route.OnViolation;
import io.headgate.schemas.catalog.Route.ResponseSchema;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.guard.GuardedOutcome;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replies that are whole and billed, and yet not what their route asks for. */
class FlawedReplyTest {
    private static final Usage USAGE = new Usage(Map.of(Meter.INPUT, 100L, Meter.OUTPUT, 10L), Usage.Source.REPORTED);

    private final Dispatch dispatch = Samples.dispatch("r1");

    @ParameterizedTest
    @EnumSource(
            value = OnViolation.class,
            names = {"RETRY", "ELSEWHERE"})
    void answerThatBreaksItsContract_goesBack_billed(OnViolation then) {
        Settlement settlement = violating(dispatch, then);

        Attempt attempt = settlement.attempt();
        assertThat(attempt.summary().status()).isEqualTo(AttemptStatus.COMPLETED);
        assertThat(attempt.summary().failure()).isEqualTo(violation(then).failure());
        assertThat(attempt.usage()).isEqualTo(USAGE);
        assertThat(attempt.cost()).isEqualTo(new Cost.Priced(Money.of("0.00035", "USD")));
        assertThat(attempt.servedModel()).isEqualTo("served");
        assertThat(((Disposition.Continue) attempt.disposition()).history()).containsExactly(attempt.summary());
    }

    @Test
    void answerThatBreaksItsContract_endsTheRequest_whenAttemptsAreExhausted() {
        Settlement last = violating(lastAttempt(), OnViolation.RETRY);

        assertThat(failure(last).code()).isEqualTo(FailureCode.CONTRACT_VIOLATION);
        assertThat(failure(last).seen()).isEqualTo("choice 0: not JSON");
        assertThat(failure(last).allowed()).isEqualTo("what ticket version 2 allows");
        assertThat(last.attempt().usage()).isEqualTo(USAGE);
    }

    @Test
    void answerThatBreaksItsContract_isDelivered_andTheResultSaysSo_whereThatIsAsked() {
        Settlement.Ended ended = (Settlement.Ended) violating(dispatch, OnViolation.DELIVER);

        assertThat(ended.result().outcome()).isInstanceOf(InferenceResult.Completed.class);
        assertThat(ended.result().flaw())
                .contains(violation(OnViolation.DELIVER).failure());
        assertThat(ended.attempt().summary().failure()).isNotNull();
        assertThat(ended.failed()).isNull();
    }

    @Test
    void answerThatWasCut_isTriedAgain_whileThereIsRoomAndAnAttempt_andDeliveredElse() {
        Settlement again = flawed(dispatch, Flaw.ofLength(64, Flaw.Remedy.RETRY_OR_DELIVER));
        assertThat(again.attempt().disposition()).isInstanceOf(Disposition.Continue.class);

        Settlement last = flawed(lastAttempt(), Flaw.ofLength(64, Flaw.Remedy.RETRY_OR_DELIVER));
        InferenceResult result = ((Settlement.Ended) last).result();
        assertThat(result.outcome()).isInstanceOf(InferenceResult.Completed.class);
        assertThat(result.flaw()).map(Failure::code).contains(FailureCode.OUTPUT_TRUNCATED);
    }

    @Test
    void answerThatWasCut_endsTheRequest_whereThatIsAsked() {
        Settlement settlement = flawed(dispatch, Flaw.ofLength(64, Flaw.Remedy.FAIL));

        assertThat(failure(settlement).code()).isEqualTo(FailureCode.OUTPUT_TRUNCATED);
        assertThat(settlement.attempt().usage()).isEqualTo(USAGE);
    }

    private static Settlement violating(Dispatch dispatch, OnViolation then) {
        return flawed(dispatch, violation(then));
    }

    private static Settlement flawed(Dispatch dispatch, Flaw flaw) {
        Instant now = Instant.now();
        CallOutcome reply = new CallOutcome.Completed("{}", USAGE, "served", UpstreamReply.NONE);
        return Settling.settle(
                dispatch, new GuardedOutcome.Called(reply), flaw, new Timing(now.minusMillis(10), now), 3);
    }

    private static Flaw violation(OnViolation then) {
        return Flaw.ofContract(new ResponseSchema("ticket", 2, "{}", then), "choice 0: not JSON");
    }

    /** The third of three. */
    private Dispatch lastAttempt() {
        Dispatch second = Samples.after(dispatch, AttemptStatus.RETRYABLE, FailureCode.PROVIDER_UNAVAILABLE);
        return Samples.after(second, AttemptStatus.RETRYABLE, FailureCode.PROVIDER_UNAVAILABLE);
    }

    private static Failure failure(Settlement settlement) {
        Settlement.Ended ended = (Settlement.Ended) settlement;
        assertThat(ended.failed()).isNotNull();
        return ((InferenceResult.Failed) ended.result().outcome()).failure();
    }
}
