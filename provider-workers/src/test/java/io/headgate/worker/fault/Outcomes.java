package io.headgate.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Intent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the topics of a rig, read committed from the beginning, and its providers' ledger say of what was dispatched. */
record Outcomes(
        List<Dispatch> dispatched,
        List<Attempt> attempts,
        List<InferenceResult> results,
        List<Intent> intents,
        List<LedgerEntry> calls) {
    static Outcomes of(WorkerRig rig) {
        // What was dispatched is looked at first: all the rest is about that or later.
        List<Dispatch> dispatched = rig.dispatched();
        List<Intent> intents = rig.committed(rig.kafka.topics().intents()).stream()
                .map(r -> WorkerRig.readable(rig.codecs.intent().decode(r.value())))
                .toList();
        return new Outcomes(
                dispatched,
                rig.attempts(),
                rig.results(),
                intents,
                rig.simulator.ledger().entries());
    }

    /** Those dispatched whose outcome is not there yet. */
    static Set<AttemptId> open(List<Dispatch> dispatched, List<Attempt> attempts) {
        Set<AttemptId> open = dispatched.stream().map(Dispatch::attempt).collect(Collectors.toSet());
        attempts.forEach(attempt -> open.remove(attempt.summary().id()));
        return open;
    }

    /** Each dispatch has one attempt, and each request whose last attempt is final has one result; nothing else has. */
    Outcomes exactlyOnce() {
        assertThat(attempts.stream().map(attempt -> attempt.summary().id()))
                .as("attempts")
                .containsExactlyInAnyOrderElementsOf(
                        dispatched.stream().map(Dispatch::attempt).toList());
        List<RequestId> ended = attempts.stream()
                .filter(attempt -> attempt.disposition() instanceof Disposition.Final)
                .map(attempt -> attempt.key().request())
                .toList();
        assertThat(ended).as("final attempts").doesNotHaveDuplicates();
        assertThat(results.stream().map(result -> result.key().request()))
                .as("results")
                .containsExactlyInAnyOrderElementsOf(ended);
        return this;
    }

    /** Every request ended well. Names those that did not, and how their last attempt ended. */
    Outcomes allCompleted() {
        Map<String, String> others = new TreeMap<>();
        attempts.stream()
                .sorted(Comparator.comparingInt(Attempt::number))
                .forEach(attempt -> others.put(
                        attempt.key().request().value(),
                        attempt.summary().status() + " " + attempt.summary().failure()));
        results.stream()
                .filter(result -> result.outcome() instanceof InferenceResult.Completed)
                .forEach(result -> others.remove(result.key().request().value()));
        assertThat(others).as("requests that were not completed").isEmpty();
        assertThat(results).hasSize(requests().size());
        return this;
    }

    Set<RequestId> requests() {
        return requests(dispatched);
    }

    static Set<RequestId> requests(List<Dispatch> dispatched) {
        return dispatched.stream()
                .map(dispatch -> dispatch.request().key().request())
                .collect(Collectors.toSet());
    }

    /** How often each attempt was called. */
    Map<String, Long> callsByAttempt() {
        return counted(calls.stream().map(entry -> entry.caller().attemptId()).toList(), Function.identity());
    }

    /** Those that were called more than once. */
    Set<String> repeated() {
        Set<String> repeated = new HashSet<>();
        callsByAttempt().forEach((attempt, count) -> {
            if (count > 1) {
                repeated.add(attempt);
            }
        });
        return repeated;
    }

    /** Calls beyond each attempt's first. */
    long repeatedCalls() {
        return calls.size() - callsByAttempt().size();
    }

    /** The attempts of intents whose outcome nobody wrote: once for each such start. */
    List<String> orphans() {
        Set<Start> ended = attempts.stream()
                .map(attempt ->
                        new Start(attempt.summary().id(), attempt.summary().startedAt()))
                .collect(Collectors.toSet());
        return intents.stream()
                .map(intent -> new Start(intent.attempt(), intent.startedAt()))
                .distinct()
                .filter(start -> !ended.contains(start))
                .map(start -> start.attempt().value())
                .sorted()
                .toList();
    }

    private record Start(AttemptId attempt, Instant at) {}

    /** The attempts of calls in the provider's ledger that no attempt of ours accounts for: once for each call. */
    List<String> unmatchedCalls() {
        Map<String, Long> left = new TreeMap<>(callsByAttempt());
        attempts.stream()
                .filter(attempt -> attempt.summary().status() != AttemptStatus.NOT_CALLED)
                .forEach(attempt -> left.merge(attempt.summary().id().value(), -1L, Long::sum));
        List<String> unmatched = new ArrayList<>();
        left.forEach((attempt, count) -> {
            for (long i = 0; i < count; i++) {
                unmatched.add(attempt);
            }
        });
        return unmatched;
    }

    private static <T> Map<String, Long> counted(List<T> all, Function<T, String> name) {
        return all.stream().collect(Collectors.groupingBy(name, TreeMap::new, Collectors.counting()));
    }
}
