package io.headgate.deploy.benchmarks.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/** Records where this JVM's time and its allocations go, from one order to the next. One thread. */
public final class Recorder {
    /** Samples of CPU time, native code included; not on every system. */
    public static final String CPU = "jdk.CPUTimeSample";

    /** Samples of threads that run Java code: everywhere. */
    public static final String RUNNING = "jdk.ExecutionSample";

    public static final String ALLOCATION = "jdk.ObjectAllocationSample";

    /** Time between two samples of a thread. */
    public static final Duration EVERY = Duration.ofMillis(10);

    private static final String ALLOCATIONS = "500/s";

    private @Nullable Recording running;

    /** Begins; one that has begun before is given up. */
    String begin() {
        Recording begun = new Recording();
        Set<String> known = FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .map(EventType::getName)
                .collect(Collectors.toSet());
        if (known.contains(CPU)) {
            begun.enable(CPU).with("throttle", EVERY.toMillis() + " ms");
        } else {
            begun.enable(RUNNING).withPeriod(EVERY);
        }
        begun.enable(ALLOCATION).with("throttle", ALLOCATIONS);
        begun.start();
        if (running != null) {
            running.close();
        }
        running = begun;
        return "";
    }

    /** Ends, and writes what was recorded. */
    String end(Path file) throws IOException {
        Recording ended = running;
        if (ended == null) {
            throw new IllegalStateException("nothing is being recorded");
        }
        running = null;
        try (ended) {
            ended.stop();
            ended.dump(file);
        }
        return file.toString();
    }
}
