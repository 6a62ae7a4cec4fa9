package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.UpstreamReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The providers, as far from us as real ones: what they answer, how long it takes, and what they bill. */
public final class Upstream {
    private final Dice dice;
    private final List<Call> calls = new ArrayList<>();

    Upstream(Dice dice) {
        this.dice = dice;
    }

    /**
     * One call, as the provider has it in its own books.
     *
     * @param id what it says in its reply
     * @param inputTokens billed, 0 where nothing is
     * @param tier at which it was served
     * @param withdrawn whether whoever called was killed or lost its partition since, and so may never have told
     */
    public record Call(
            String id,
            TenantId tenant,
            AttemptId attempt,
            long inputTokens,
            long outputTokens,
            ServiceTier tier,
            Instant startedAt,
            BooleanSupplier withdrawn) {}

    /** What comes back of a call, after how long. */
    record Answer(CallOutcome outcome, Duration after) {}

    Answer call(Dispatch dispatch, Instant now, BooleanSupplier withdrawn) {
        String id = "call-" + (calls.size() + 1);
        UpstreamReply reply = new UpstreamReply(200, id, now);
        long input = Math.max(1, dispatch.reservation().inputTokens() - dice.between(0, 3));
        long output = dice.between(1, (int) Math.max(1, dispatch.reservation().outputTokens()));
        Duration after = dice.percent(10) ? dice.millis(4_000, 15_000) : dice.millis(1, 1_500);
        int fate = dice.between(1, 100);
        boolean billed = fate <= 65 || fate > 90;
        ServiceTier tier = tier(output);
        calls.add(new Call(
                id,
                dispatch.request().key().tenant(),
                dispatch.attempt(),
                billed ? input : 0,
                billed ? output : 0,
                tier,
                now,
                withdrawn));
        return new Answer(outcome(fate, usage(input, output, tier), reply), after);
    }

    private static CallOutcome outcome(int fate, Usage usage, UpstreamReply reply) {
        if (fate <= 65) {
            return new CallOutcome.Completed("{}", usage, null, reply);
        }
        if (fate <= 80) {
            Failure failure = Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "overloaded");
            return new CallOutcome.Retryable(failure, null, reply);
        }
        if (fate <= 90) {
            Failure failure = Failure.of(FailureCode.PROVIDER_BAD_REQUEST, "refused");
            return new CallOutcome.Refused(failure, fate <= 85, reply);
        }
        Failure failure = Failure.of(FailureCode.PROVIDER_GARBAGE, "no answer that can be used");
        return new CallOutcome.Unknown(failure, fate <= 95 ? usage : null, reply);
    }

    private static Usage usage(long input, long output, ServiceTier tier) {
        return new Usage(Map.of(Meter.INPUT, input, Meter.OUTPUT, output), Usage.Source.REPORTED, tier);
    }

    /** Mostly the ordinary one; without a throw of the dice, so that a seed's world stays what it was. */
    private static ServiceTier tier(long output) {
        return switch ((int) (output % 8)) {
            case 0 -> new ServiceTier.Batch();
            case 1 -> new ServiceTier.Unquoted("priority");
            default -> new ServiceTier.Standard();
        };
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }
}
