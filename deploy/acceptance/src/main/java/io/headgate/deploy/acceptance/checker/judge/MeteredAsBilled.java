package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Intended;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.LedgerRow;
import io.headgate.deploy.acceptance.checker.evidence.Metered;
import io.headgate.deploy.acceptance.checker.evidence.UpstreamCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * I5. Attempt by attempt, what was metered is what the provider billed. A billed call that was not metered has to be one
 * that a crash cut off, or of unknown fate: those are listed apart. Each call was announced by an intent.
 */
final class MeteredAsBilled implements Judge {
    private static final long A_DAY = Duration.ofDays(1).toMillis();

    /** A call whose end nobody learned: an intent, by its attempt and its start. */
    private record Start(Key attempt, long at) {}

    @Override
    public Judgement judge(Evidence evidence) {
        if (evidence.calls() == null) {
            return Offences.notJudged(Invariant.I5, "nobody said where the simulator is");
        }
        if (evidence.log().cut().contains("intents") || evidence.log().cut().contains("attempts")) {
            return Offences.notJudged(Invariant.I5, "retention has deleted the first records of intents or attempts");
        }
        return new Comparison(evidence, evidence.calls()).judgement();
    }

    private static final class Comparison {
        private final Evidence evidence;
        private final CallsByAttempt calls;
        private final Map<String, List<Metered>> metered = new HashMap<>();
        private final Map<String, List<Intended>> intents = new HashMap<>();
        private final Set<Start> outcomes = new HashSet<>();
        private final Offences offences = new Offences();
        private long matched;
        private long estimated;
        private long unknown;
        private long unknownTokens;

        Comparison(Evidence evidence, List<UpstreamCall> all) {
            this.evidence = evidence;
            this.calls = CallsByAttempt.of(all);
            for (Metered attempt : evidence.log().attempts()) {
                metered.computeIfAbsent(attempt.attempt().id(), _ -> new ArrayList<>(1))
                        .add(attempt);
                outcomes.add(new Start(attempt.attempt(), attempt.startedAt()));
            }
            for (Intended intent : evidence.log().intents()) {
                intents.computeIfAbsent(intent.attempt().id(), _ -> new ArrayList<>(1))
                        .add(intent);
            }
        }

        Judgement judgement() {
            Set<String> ids = new HashSet<>(metered.keySet());
            ids.addAll(calls.calls().keySet());
            ids.forEach(this::compare);
            twice();
            orphans();
            return offences.judgement(
                    Invariant.I5,
                    "%,d attempts as billed, %,d estimated; apart: %,d calls of unknown fate with %,d tokens, %,d calls of others"
                            .formatted(matched, estimated, unknown, unknownTokens, calls.foreign()));
        }

        private void compare(String id) {
            List<UpstreamCall> made = calls.of(id);
            int announced = intents.getOrDefault(id, List.of()).size();
            if (made.size() > announced) {
                offences.add(id, "was called %d times and announced %d times".formatted(made.size(), announced));
            }
            List<UpstreamCall> billed =
                    new ArrayList<>(made.stream().filter(UpstreamCall::billed).toList());
            int unlearned = cutOff(id);
            for (Metered attempt : metered.getOrDefault(id, List.of())) {
                if (attempt.usage() == null) {
                    unlearned += attempt.status() == Metered.Status.UNKNOWN ? 1 : 0;
                } else if (attempt.usage().estimated()) {
                    estimated++;
                    unlearned++;
                } else if (!take(billed, attempt)) {
                    offences.add(
                            attempt.attempt(),
                            "metered %s; the provider billed %s".formatted(attempt.usage(), told(made)));
                }
            }
            if (billed.size() > unlearned) {
                offences.add(
                        id,
                        "the provider billed %d calls that are in no attempt (%s), and only %d may be of unknown fate"
                                .formatted(billed.size(), told(billed), unlearned));
            } else {
                unknown += billed.size();
                unknownTokens += billed.stream().mapToLong(UpstreamCall::tokens).sum();
            }
        }

        /** Takes the call that an attempt metered out of those that were billed; false when it is not there. */
        private boolean take(List<UpstreamCall> billed, Metered attempt) {
            for (UpstreamCall call : billed) {
                boolean named =
                        attempt.upstreamId() == null || call.upstreamId().equals(attempt.upstreamId());
                if (named && attempt.usage() != null && call.matches(attempt.usage())) {
                    billed.remove(call);
                    matched++;
                    return true;
                }
            }
            return false;
        }

        /** Calls that were announced, and of which no attempt is the outcome. */
        private int cutOff(String id) {
            return (int) intents.getOrDefault(id, List.of()).stream()
                    .filter(intent -> !outcomes.contains(new Start(intent.attempt(), intent.startedAt())))
                    .count();
        }

        /** An attempt has one outcome, whoever made it; an id that is used again after a day has attempts of its own. */
        private void twice() {
            Map<Key, Metered> first = new HashMap<>();
            for (Metered attempt : evidence.log().attempts()) {
                Metered before = first.put(attempt.attempt(), attempt);
                if (before != null && Math.abs(attempt.startedAt() - before.startedAt()) < A_DAY) {
                    offences.add(
                            attempt.attempt(),
                            "was metered twice, at %s and at %s".formatted(before.place(), attempt.place()));
                }
            }
        }

        /** What the books call an orphan is a call that nobody has the outcome of. */
        private void orphans() {
            if (evidence.books() == null) {
                return;
            }
            for (LedgerRow row : evidence.books().ledger()) {
                if (row.kind() == LedgerRow.Kind.ORPHAN
                        && outcomes.contains(new Start(row.attempt(), row.startedAt()))) {
                    offences.add(row.attempt(), "is in the books as an orphan, and has an outcome");
                }
            }
        }

        private static String told(List<UpstreamCall> calls) {
            return calls.isEmpty()
                    ? "no call"
                    : String.join(
                            ", ",
                            calls.stream()
                                    .map(call -> call.billed()
                                            ? "call %d: %d (%d cached) + %d (%d reasoning)%s"
                                                    .formatted(
                                                            call.sequence(),
                                                            call.promptTokens(),
                                                            call.cachedTokens(),
                                                            call.completionTokens(),
                                                            call.reasoningTokens(),
                                                            call.tier() == null ? "" : " at " + call.tier())
                                            : "call %d: nothing".formatted(call.sequence()))
                                    .toList());
        }
    }
}
