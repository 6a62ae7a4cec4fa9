package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Admitted;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.Metered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * I16. A replay has another id than its parent and not its idempotency key, its parent was admitted, and its attempts bear
 * its own id: what it costs is booked under it.
 */
final class ReplaysStandAlone implements Judge {
    @Override
    public Judgement judge(Evidence evidence) {
        Log log = evidence.log();
        List<Admitted> replays = log.admissions().stream()
                .filter(admitted -> admitted.parent() != null)
                .toList();
        if (replays.isEmpty()) {
            return Offences.notJudged(Invariant.I16, "no request is a replay");
        }
        Map<Key, Admitted> admitted = new HashMap<>();
        log.admissions().forEach(request -> admitted.putIfAbsent(request.key(), request));
        Offences offences = new Offences();
        Set<Key> children = new HashSet<>();
        for (Admitted replay : replays) {
            Key parent = new Key(replay.key().tenant(), String.valueOf(replay.parent()));
            children.add(replay.key());
            if (parent.equals(replay.key())) {
                offences.add(replay.key(), "has its parent's id");
            } else if (!admitted.containsKey(parent) && !log.cut().contains("admissions")) {
                offences.add(replay.key(), "has the parent %s, which nobody admitted".formatted(parent));
            } else if (wouldBeAbsorbed(replay, admitted.get(parent))) {
                offences.add(replay.key(), "has the idempotency key of its parent " + parent);
            }
        }
        for (Metered attempt : log.attempts()) {
            Key request = new Key(attempt.attempt().tenant(), attempt.request());
            if (children.contains(request) && !attempt.attempt().id().startsWith(attempt.request() + "/")) {
                offences.add(request, "is billed as attempt " + attempt.attempt());
            }
        }
        return offences.judgement(Invariant.I16, "%,d replays".formatted(replays.size()));
    }

    /** Under its parent's second name it is a repeat of it, and never served. */
    private static boolean wouldBeAbsorbed(Admitted replay, @Nullable Admitted parent) {
        return parent != null
                && replay.idempotencyKey() != null
                && replay.idempotencyKey().equals(parent.idempotencyKey());
    }
}
