package io.headgate.deploy.acceptance.simulation.judge;

import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** I1 to I3: who was accepted has one terminal event, and nobody else has any. I10: within the attempts allowed. */
final class Endings {
    private final Map<RequestKey, Integer> expected = new LinkedHashMap<>();
    private final Map<String, String> hashByName = new HashMap<>();
    private final List<Violation> found = new ArrayList<>();
    private int repeats;

    private Endings() {}

    static List<Violation> found(Evidence evidence) {
        Endings endings = new Endings();
        evidence.admissions().forEach(endings::accept);
        endings.compare(evidence.results());
        endings.notices(evidence.notices());
        endings.attempts(evidence);
        endings.defects(evidence);
        if (evidence.deadLetters() > 0) {
            endings.found.add(new Violation("I1", evidence.deadLetters() + " records that nobody can attribute"));
        }
        return endings.found;
    }

    /** The first under all of its names is accepted; what comes later under one of them is a repeat or a conflict. */
    private void accept(Admission admission) {
        List<String> names = new ArrayList<>(List.of("id " + admission.key()));
        String hash;
        switch (admission) {
            case InferenceRequest request -> {
                hash = request.bodyHash();
                if (request.idempotencyKey() != null) {
                    names.add("key " + request.key().tenant() + " " + request.idempotencyKey());
                }
            }
            case InvalidRequest invalid -> hash = invalid.contentHash();
        }
        expected.putIfAbsent(admission.key(), 0);
        boolean known = names.stream().anyMatch(hashByName::containsKey);
        boolean conflict =
                names.stream().anyMatch(name -> hashByName.containsKey(name) && !hash.equals(hashByName.get(name)));
        repeats += known ? 1 : 0;
        if (!conflict) {
            names.forEach(name -> hashByName.putIfAbsent(name, hash));
        }
        if (!known) {
            expected.put(admission.key(), 1);
        }
    }

    private void compare(List<InferenceResult> results) {
        Map<RequestKey, Integer> ended = new HashMap<>();
        results.forEach(result -> ended.merge(result.key(), 1, Integer::sum));
        expected.forEach((key, count) -> {
            int seen = ended.getOrDefault(key, 0);
            if (seen < count) {
                found.add(new Violation("I1", key + " was accepted and has no terminal event"));
            } else if (seen > Math.max(1, count)) {
                found.add(new Violation("I2", "%s has %d terminal events".formatted(key, seen)));
            } else if (seen > count) {
                found.add(new Violation("I3", key + " was absorbed and has a terminal event"));
            }
        });
        ended.keySet().stream()
                .filter(key -> !expected.containsKey(key))
                .forEach(key -> found.add(new Violation("I3", key + " was never accepted and has a terminal event")));
    }

    private void notices(List<Notice> notices) {
        long told = notices.stream()
                .filter(notice -> notice.kind() != Notice.Kind.WAITING)
                .count();
        if (told != repeats) {
            found.add(new Violation("I2", "%d repeats and conflicts, and %d notices of them".formatted(repeats, told)));
        }
    }

    private void attempts(Evidence evidence) {
        int allowed = evidence.catalogue().providers().values().stream()
                .mapToInt(provider -> provider.retry().maxAttempts())
                .max()
                .orElseThrow();
        Map<RequestKey, Integer> called = new HashMap<>();
        evidence.attempts().stream()
                .filter(attempt -> attempt.summary().status() != AttemptStatus.NOT_CALLED)
                .forEach(attempt -> called.merge(attempt.key(), 1, Integer::sum));
        called.forEach((key, count) -> {
            if (count > allowed) {
                found.add(new Violation("I10", "%s: %d attempts, allowed %d".formatted(key, count, allowed)));
            }
        });
    }

    /** A defect that a machine has survived is one all the same: it is told under a code of its own. */
    private void defects(Evidence evidence) {
        Stream<@Nullable Failure> ends = evidence.results().stream()
                .map(result -> result.outcome() instanceof InferenceResult.Failed(Failure failure) ? failure : null);
        Stream<@Nullable Failure> attempts =
                evidence.attempts().stream().map(attempt -> attempt.summary().failure());
        Stream.concat(ends, attempts)
                .filter(failure -> failure != null && failure.code() == FailureCode.UNKNOWN)
                .forEach(failure -> found.add(new Violation("machine", String.valueOf(failure))));
    }
}
