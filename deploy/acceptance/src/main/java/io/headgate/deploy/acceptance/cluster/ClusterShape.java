package io.headgate.deploy.acceptance.cluster;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many processes of each kind there are.
 *
 * @param counts 1 or more of each kind but the simulator, which is always one; brokers 1 or 3
 */
public record ClusterShape(Map<Kind, Integer> counts) {
    public ClusterShape {
        counts = Map.copyOf(counts);
        for (Kind kind : Kind.values()) {
            int count = counts.getOrDefault(kind, 0);
            if (kind != Kind.SIMULATOR && (count < 1 || count > 9)) {
                throw new IllegalArgumentException("%s: seen %d, allowed 1 to 9".formatted(kind.text(), count));
            }
        }
    }

    /** Three brokers, two routers, three workers, two metering, two APIs: what an installation should have. */
    public static ClusterShape whole() {
        return of(3, 2, 3, 2, 2);
    }

    /** One broker, two workers, one of each other: starts in some fifteen seconds. */
    public static ClusterShape small() {
        return of(1, 1, 2, 1, 1);
    }

    public static ClusterShape of(int brokers, int routers, int workers, int metering, int apis) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        counts.put(Kind.BROKER, brokers);
        counts.put(Kind.ROUTER, routers);
        counts.put(Kind.WORKER, workers);
        counts.put(Kind.METERING, metering);
        counts.put(Kind.API, apis);
        return new ClusterShape(counts);
    }

    public int count(Kind kind) {
        return counts.getOrDefault(kind, 1);
    }

    /** The names of the processes of a kind, in order. */
    public List<String> members(Kind kind) {
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= count(kind); number++) {
            names.add(kind.member(number));
        }
        return names;
    }

    /** The names of the processes that connect to others, brokers among them. */
    public List<String> clients() {
        return Stream.concat(Stream.of(Kind.BROKER), services().stream())
                .flatMap(kind -> members(kind).stream())
                .toList();
    }

    /** The kinds of Headgate's own processes. */
    public static List<Kind> services() {
        return List.of(Kind.ROUTER, Kind.WORKER, Kind.METERING, Kind.API);
    }
}
