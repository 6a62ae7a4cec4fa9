package io.headgate.deploy.benchmarks.profile;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.jvm.Usage;
import io.headgate.deploy.benchmarks.report.TextTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Records where the time of processes goes while they are measured. What it records costs them a little. One thread. */
public final class Profiler {
    private final Path directory;
    private final List<Profile> profiles = new ArrayList<>();
    private final Map<String, Usage> before = new HashMap<>();
    private Map<String, ChildJvm> recorded = Map.of();
    private Instant measuredFrom = Instant.MIN;

    private Profiler(Path directory) {
        this.directory = directory;
    }

    /** Recordings are left in a directory, made where there is none, for {@code jfr view} and the like. */
    public static Profiler into(Path directory) throws IOException {
        return new Profiler(Files.createDirectories(directory));
    }

    private record Written(String name, Duration cpu, Path file) {}

    /**
     * Recordings begin, with the warm-up: a thread's first sample of allocation stands for all that it ever allocated, and
     * is better not in what is measured.
     */
    public void begin(Map<String, ChildJvm> processes) {
        recorded = processes;
        processes.values().forEach(ChildJvm::record);
    }

    /** What is told of begins. */
    public void measure() {
        measuredFrom = Instant.now();
        before.clear();
        recorded.forEach((name, process) -> before.put(name, process.usage()));
    }

    /**
     * Until now.
     *
     * @param requests that were served meanwhile
     */
    public void end(String scenario, long requests) {
        // First all are ended: to read one takes its time.
        List<Written> written = recorded.entrySet().stream()
                .map(process -> write(scenario, process.getKey(), process.getValue()))
                .toList();
        recorded = Map.of();
        for (Written each : written) {
            try {
                Hotspots hotspots = Hotspots.read(each.file, measuredFrom);
                profiles.add(new Profile(scenario, each.name, requests, each.cpu, hotspots));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + each.file, e);
            }
        }
    }

    private Written write(String scenario, String name, ChildJvm process) {
        Duration cpu = process.usage().cpuSince(Objects.requireNonNull(before.get(name), "what is measured has begun"));
        Path file = directory.resolve((scenario + " " + name).replaceAll("\\W+", "-") + ".jfr");
        process.recorded(file.toAbsolutePath());
        return new Written(name, cpu, file);
    }

    /** All that was recorded, most first, a line break after every line. */
    public String table() {
        return new TextTable(
                        List.of("scenario", "process", "what", "each request", "where"),
                        List.of(false, false, false, true, false),
                        profiles.stream()
                                .flatMap(profile -> profile.lines().stream())
                                .toList())
                .toString();
    }
}
