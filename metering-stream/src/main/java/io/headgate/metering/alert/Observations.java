package io.headgate.metering.alert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that was seen at a moment, by what it is. */
public final class Observations {
    private final Map<Class<?>, List<Observation>> byType = new HashMap<>();

    private Observations() {}

    public static Observations of(Collection<? extends Observation> all) {
        Observations observations = new Observations();
        for (Observation each : all) {
            observations
                    .byType
                    .computeIfAbsent(each.getClass(), type -> new ArrayList<>())
                    .add(each);
        }
        return observations;
    }

    /** Those of one type, in the order they came. */
    public <T extends Observation> List<T> all(Class<T> type) {
        return byType.getOrDefault(type, List.of()).stream().map(type::cast).toList();
    }
}
