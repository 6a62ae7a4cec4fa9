package io.headgate.metering.alert;

import io.headgate.metering.alert.watch.Watches;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.message.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Looks again and again, and keeps what was told, as the table does. */
public final class Watchman {
    private final List<AlertRule> rules;
    private final Map<String, KnownAlert> known = new LinkedHashMap<>();
    private final List<Alert> told = new ArrayList<>();

    public Watchman(AlertRule... rules) {
        this.rules = List.of(rules);
    }

    /** One who knows what another has told, and no more: a process that starts anew. */
    public Watchman successor() {
        Watchman successor = new Watchman(rules.toArray(AlertRule[]::new));
        successor.known.putAll(known);
        return successor;
    }

    /** What is told now. */
    public List<Alert> look(Instant now, Collection<? extends Observation> seen) {
        return take(Transitions.decide(Watches.look(rules, Observations.of(seen), now), known.values(), now));
    }

    public List<Alert> look(Instant now, Observation... seen) {
        return look(now, List.of(seen));
    }

    /** What is told of these readings now. */
    public List<Alert> read(Instant now, Reading... readings) {
        return take(Transitions.decide(List.of(readings), known.values(), now));
    }

    /** All that was told so far. */
    public List<Alert> told() {
        return List.copyOf(told);
    }

    private List<Alert> take(List<Transition> transitions) {
        for (Transition transition : transitions) {
            Alert alert = transition.alert();
            known.put(
                    alert.id(),
                    new KnownAlert(
                            alert.id(),
                            transition.condition(),
                            Objects.requireNonNull(alert.window()),
                            alert.state() == Alert.State.RAISED,
                            alert.message(),
                            alert.measured()));
        }
        List<Alert> alerts = transitions.stream().map(Transition::alert).toList();
        told.addAll(alerts);
        return alerts;
    }
}
