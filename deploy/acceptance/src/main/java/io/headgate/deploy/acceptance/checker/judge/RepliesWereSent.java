package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Dispatched;
import io.headgate.deploy.acceptance.checker.evidence.Ended;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.UpstreamCall;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * I4. A completed result holds, byte for byte, a reply that the provider sent for that attempt. Where the bytes may be
 * others (a masked prompt, whose answer is changed back; a reply that was sent wrapped, in pieces, or in another format than
 * OpenAI's), the call itself has to be there.
 */
final class RepliesWereSent implements Judge {
    @Override
    public Judgement judge(Evidence evidence) {
        if (evidence.calls() == null) {
            return Offences.notJudged(Invariant.I4, "nobody said where the simulator is");
        }
        Log log = evidence.log();
        CallsByAttempt calls = CallsByAttempt.of(evidence.calls());
        Set<Key> redacted = new HashSet<>();
        for (Dispatched dispatched : log.dispatches()) {
            if (dispatched.redacted()) {
                redacted.add(dispatched.attempt());
            }
        }
        Offences offences = new Offences();
        int byHash = 0;
        int byCall = 0;
        for (Ended ended : log.results()) {
            if (!ended.completed()) {
                continue;
            }
            if (ended.completedBy() == null) {
                offences.add(ended.key(), "completed, and none of its attempts did");
                continue;
            }
            List<UpstreamCall> made = calls.of(ended.completedBy());
            boolean mayDiffer = redacted.contains(new Key(ended.key().tenant(), ended.completedBy()));
            if (made.stream()
                    .anyMatch(call -> String.valueOf(ended.responseSha256()).equals(call.bodySha256()))) {
                byHash++;
            } else if (made.stream()
                    .anyMatch(call -> sent(call) && (mayDiffer || !call.asSent() || call.fault() != null))) {
                byCall++;
            } else {
                offences.add(
                        ended.key(),
                        "its reply (SHA-256 %s) is none of the %d that were sent for attempt %s"
                                .formatted(ended.responseSha256(), made.size(), ended.completedBy()));
            }
        }
        return offences.judgement(
                Invariant.I4, "%,d replies by their hash, %,d by their call alone".formatted(byHash, byCall));
    }

    private static boolean sent(UpstreamCall call) {
        boolean well = call.status() >= 200 && call.status() <= 299;
        return well && (call.bodySha256() != null || !call.asSent());
    }
}
