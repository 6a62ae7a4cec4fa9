package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.rig.Percentiles;
import io.headgate.deploy.benchmarks.rig.Sample;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;

/** When each request of one run came by each station, to the millisecond. */
final class StageTimes {
    private static final long NEVER = -1;

    private final int first;
    private final int count;
    private final Map<Station, long[]> times = new EnumMap<>(Station.class);

    /**
     * @param first number of the run's first request
     * @param count how many it has
     */
    StageTimes(int first, int count) {
        this.first = first;
        this.count = count;
        for (Station station : Station.values()) {
            long[] never = new long[count];
            Arrays.fill(never, NEVER);
            times.put(station, never);
        }
    }

    /**
     * A request came by a station; of several times the last stands: of a request that was tried again, the last attempt.
     *
     * @param request its id; of another run, it is passed over
     * @param millis since the epoch
     */
    void put(Station station, byte[] request, long millis) {
        put(station, Sample.index(request) - first, millis);
    }

    /** @param index of the request within the run, 0 for its first */
    void put(Station station, int index, long millis) {
        if (index >= 0 && index < count) {
            at(station)[index] = millis;
        }
    }

    private long[] at(Station station) {
        return Objects.requireNonNull(times.get(station), "every station has its times");
    }

    /** How long the run's requests took from one station to another; those that are not known at both are not counted. */
    Percentiles of(Stage stage) {
        ConcurrentHistogram histogram = Percentiles.histogram();
        long[] from = at(stage.from());
        long[] to = at(stage.to());
        for (int i = 0; i < count; i++) {
            if (from[i] != NEVER && to[i] != NEVER) {
                Percentiles.record(histogram, TimeUnit.MILLISECONDS.toNanos(to[i] - from[i]));
            }
        }
        return Percentiles.of(histogram);
    }
}
