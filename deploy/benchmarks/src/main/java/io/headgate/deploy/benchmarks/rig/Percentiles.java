package io.headgate.deploy.benchmarks.rig;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Latencies of one run, in microseconds.
 *
 * @param count how many were measured
 */
public record Percentiles(long count, long p50, long p99, long most) {
    private static final long LONGEST = Duration.ofMinutes(2).toNanos() / 1_000;
    private static final int DIGITS = 3;

    /** Of microseconds, for several threads. */
    public static ConcurrentHistogram histogram() {
        return new ConcurrentHistogram(LONGEST, DIGITS);
    }

    /** Enters one latency; what is longer than two minutes counts as that. */
    public static void record(AbstractHistogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST));
    }

    public static Percentiles of(AbstractHistogram histogram) {
        return new Percentiles(
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getMaxValue());
    }

    /** As an answer to an order. */
    public String words() {
        return count + " " + p50 + " " + p99 + " " + most;
    }

    /** From such an answer. */
    public static Percentiles parse(String words) {
        String[] parts = words.split(" ");
        return new Percentiles(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }
}
