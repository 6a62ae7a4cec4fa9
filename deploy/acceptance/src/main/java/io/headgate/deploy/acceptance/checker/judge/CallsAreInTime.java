package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Cancelled;
import io.headgate.deploy.acceptance.checker.evidence.Dispatched;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.UpstreamCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * I11. No call reaches its provider after the request's deadline, and none after its cancel was heard. Allowed for the
 * way there is a second, and what clocks were set back; for a cancel to be heard, three seconds.
 */
final class CallsAreInTime implements Judge {
    static final Duration ON_THE_WAY = Duration.ofSeconds(1);
    static final Duration TO_HEAR_A_CANCEL = Duration.ofSeconds(3);

    private final Duration afterADeadline;

    /** @param clocksBehind by how much a worker's clock, which is all it knows deadlines by, was set back */
    CallsAreInTime(Duration clocksBehind) {
        this.afterADeadline = ON_THE_WAY.plus(clocksBehind);
    }

    /** When the last request with such an attempt is due, and when it was cancelled at the earliest. */
    private record Due(long deadline, long cancelledAt) {
        Due and(Due other) {
            return new Due(Math.max(deadline, other.deadline), Math.max(cancelledAt, other.cancelledAt));
        }
    }

    @Override
    public Judgement judge(Evidence evidence) {
        List<UpstreamCall> calls = evidence.calls();
        if (calls == null) {
            return Offences.notJudged(Invariant.I11, "nobody said where the simulator is");
        }
        Map<String, Due> due = due(evidence);
        Offences offences = new Offences();
        int looked = 0;
        for (UpstreamCall call : calls) {
            String attempt = call.attemptId();
            Due until = attempt == null ? null : due.get(attempt);
            if (attempt == null || until == null) {
                continue;
            }
            looked++;
            if (call.receivedAt() > until.deadline + afterADeadline.toMillis()) {
                offences.add(attempt, late(call, "its deadline", until.deadline));
            }
            if (until.cancelledAt < Long.MAX_VALUE
                    && call.receivedAt() > until.cancelledAt + TO_HEAR_A_CANCEL.toMillis()) {
                offences.add(attempt, late(call, "its cancel", until.cancelledAt));
            }
        }
        return offences.judgement(
                Invariant.I11,
                "%,d calls, %,d cancels; allowed are %d ms after a deadline, %d ms to hear of a cancel"
                        .formatted(
                                looked,
                                evidence.log().cancels().size(),
                                afterADeadline.toMillis(),
                                TO_HEAR_A_CANCEL.toMillis()));
    }

    /** Providers know an attempt by its id alone: where tenants share one, the latest counts. */
    private static Map<String, Due> due(Evidence evidence) {
        Map<Key, Long> cancels = new HashMap<>();
        for (Cancelled cancelled : evidence.log().cancels()) {
            cancels.merge(cancelled.key(), cancelled.at(), Math::min);
        }
        Map<String, Due> due = new HashMap<>();
        for (Dispatched dispatched : evidence.log().dispatches()) {
            Key request = new Key(dispatched.attempt().tenant(), dispatched.request());
            long cancelledAt = cancels.getOrDefault(request, Long.MAX_VALUE);
            due.merge(dispatched.attempt().id(), new Due(dispatched.deadline(), cancelledAt), Due::and);
        }
        return due;
    }

    private static String late(UpstreamCall call, String what, long when) {
        return "call %d came at %s, %d ms after %s"
                .formatted(call.sequence(), Instant.ofEpochMilli(call.receivedAt()), call.receivedAt() - when, what);
    }
}
