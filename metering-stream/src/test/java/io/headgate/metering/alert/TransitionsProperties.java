package io.headgate.metering.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Alert.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TransitionsProperties {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final int MINUTES = 60;

    /** Whatever a condition does, and whoever looks: one raise for a window at most, and what is raised is resolved. */
    @Property(tries = 500)
    void everyAlertIsRaisedOnce_thenResolvedOnce(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 3) Integer> verdicts,
            @ForAll boolean begins,
            @ForAll @IntRange(min = 1, max = 10) int steps) {
        Watchman watchman = new Watchman();
        List<Alert> told = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            Instant now = START.plusSeconds(60L * MINUTES / steps * i);
            Watchman next = i % 7 == 6 ? watchman.successor() : watchman;
            told.addAll(next.read(now, readings(verdicts.get(i), now, begins)));
            watchman = next;
        }
        told.addAll(watchman.read(START.plusSeconds(1_000_000)));

        Map<String, List<State>> byId = new HashMap<>();
        told.forEach(alert ->
                byId.computeIfAbsent(alert.id(), id -> new ArrayList<>()).add(alert.state()));
        assertThat(byId.values())
                .allSatisfy(states -> assertThat(states).containsExactly(State.RAISED, State.RESOLVED));
    }

    /** 3 means that it is not watched at all. */
    private static Reading[] readings(int verdict, Instant now, boolean begins) {
        if (verdict == 3) {
            return new Reading[0];
        }
        long hour = now.getEpochSecond() / 3_600;
        Alert.Window window =
                new Alert.Window(Instant.ofEpochSecond(hour * 3_600), Instant.ofEpochSecond((hour + 1) * 3_600));
        Condition condition =
                new Condition("r", Alert.Kind.BUDGET, Alert.Scope.INSTALLATION, "", new BigDecimal("0.5"));
        return new Reading[] {new Reading(condition, window, begins, Verdict.values()[verdict], null, "it is so")};
    }
}
