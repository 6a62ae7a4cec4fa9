package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.jvm.Usage;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** What each part uses while it is open. */
final class Window {
    /**
     * What a part used for each request.
     *
     * @param bytes allocated; empty for what is no JVM
     * @param peakResident the most bytes of memory it ever had at once; empty where that is not told
     */
    record Cost(String part, double cpuMicros, OptionalDouble bytes, OptionalLong peakResident) {}

    private record Reading(Usage usage, OptionalLong allocated) {
        static Reading of(Part part) {
            return new Reading(part.usage(), part.allocated());
        }
    }

    private final List<Part> parts;
    private final List<Reading> before;
    private final long opened = System.nanoTime();

    private Window(List<Part> parts) {
        this.parts = parts;
        this.before = parts.stream().map(Reading::of).toList();
    }

    static Window open(List<Part> parts) {
        return new Window(parts);
    }

    /** Nanoseconds since it was opened. */
    long nanos() {
        return System.nanoTime() - opened;
    }

    /** What was used since, for each of so many requests. */
    List<Cost> costs(long requests) {
        List<Reading> after = parts.stream().map(Reading::of).toList();
        return IntStream.range(0, parts.size())
                .mapToObj(i -> cost(parts.get(i).name(), before.get(i), after.get(i), Math.max(1, requests)))
                .toList();
    }

    private static Cost cost(String part, Reading before, Reading after, long requests) {
        return new Cost(
                part,
                after.usage.cpuSince(before.usage).toNanos() / 1e3 / requests,
                before.allocated.isPresent() && after.allocated.isPresent()
                        ? OptionalDouble.of(
                                (double) (after.allocated.getAsLong() - before.allocated.getAsLong()) / requests)
                        : OptionalDouble.empty(),
                after.usage.peakResident());
    }
}
