package io.headgate.worker.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** A {@link Tally} for each constant of an enum. */
final class TallyByName<E extends Enum<E>> {
    private final Class<E> type;
    private final Tally[] tallies;

    TallyByName(Class<E> type) {
        this.type = type;
        this.tallies = new Tally[type.getEnumConstants().length];
        for (int i = 0; i < tallies.length; i++) {
            tallies[i] = new Tally();
        }
    }

    void add(E name) {
        tallies[name.ordinal()].add(1);
    }

    /** Those that are not zero. */
    Map<E, Long> totals() {
        return present(Tally::total);
    }

    /** Those that are not zero. */
    Map<E, Long> untold() {
        return present(Tally::untold);
    }

    private Map<E, Long> present(ToLongFunction<Tally> amount) {
        Map<E, Long> found = new EnumMap<>(type);
        for (E name : type.getEnumConstants()) {
            long counted = amount.applyAsLong(tallies[name.ordinal()]);
            if (counted != 0) {
                found.put(name, counted);
            }
        }
        return found;
    }
}
