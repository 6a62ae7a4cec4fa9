package io.headgate.metering.alert;

import io.headgate.schemas.message.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is to be told. Edge-triggered: a condition is raised once in each window and resolved once, whatever it
 * does in between; one that goes on over the end of its window stays the same alert, unless its windows begin anew. What
 * is not watched any more is resolved.
 *
 * <p>A pure function of its arguments: whoever keeps what it says, and asks again, is told nothing twice.
 */
public final class Transitions {
    private final Map<Condition, KnownAlert> open = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final List<Transition> decided = new ArrayList<>();
    private final Instant now;

    private Transitions(Collection<KnownAlert> known, Instant now) {
        this.now = now;
        for (KnownAlert alert : known) {
            told.add(alert.id());
            if (alert.open()) {
                open.put(alert.condition(), alert);
            }
        }
    }

    /**
     * What is to be told, in order.
     *
     * @param readings one for each condition that is watched
     * @param known all open alerts, and the resolved ones of every window that a reading may still be of
     */
    public static List<Transition> decide(Collection<Reading> readings, Collection<KnownAlert> known, Instant now) {
        Transitions transitions = new Transitions(known, now);
        Set<Condition> watched = new HashSet<>();
        for (Reading reading : readings) {
            if (!watched.add(reading.condition())) {
                throw new IllegalArgumentException(
                        "readings: seen %s twice, allowed once".formatted(reading.condition()));
            }
            transitions.take(reading);
        }
        known.stream()
                .filter(alert -> alert.open() && !watched.contains(alert.condition()))
                .forEach(alert -> transitions.resolve(alert, alert.message(), alert.measured()));
        return List.copyOf(transitions.decided);
    }

    private void take(Reading reading) {
        KnownAlert before = open.get(reading.condition());
        boolean ended = before != null && reading.begins() && !before.window().equals(reading.window());
        if (before != null && ended) {
            resolve(before, before.message(), before.measured());
        } else if (before != null && reading.verdict() == Verdict.OVER) {
            resolve(before, reading.what(), reading.measured());
        }
        if ((before == null || ended) && reading.verdict() == Verdict.HOLDS) {
            raise(reading);
        }
    }

    private void raise(Reading reading) {
        String id = reading.condition().id(reading.window());
        if (told.add(id)) {
            decide(reading.condition(), id, Alert.State.RAISED, reading.what(), reading.measured(), reading.window());
        }
    }

    private void resolve(KnownAlert alert, String what, Alert.@Nullable Measurement measured) {
        decide(alert.condition(), alert.id(), Alert.State.RESOLVED, "over: " + what, measured, alert.window());
    }

    private void decide(
            Condition condition,
            String id,
            Alert.State state,
            String message,
            Alert.@Nullable Measurement measured,
            Alert.Window window) {
        Alert alert = new Alert(
                id, state, condition.kind(), condition.rule(), condition.scope(), message, measured, window, now);
        decided.add(new Transition(condition, alert));
    }
}
