package io.headgate.deploy.benchmarks.profile;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.report.TextTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records where the time of processes goes while they are measured. What it records costs them a little. One thread. */
public final class Profiler {
    private final Path directory;
    private final List<Profile> profiles = new ArrayList<>();
    private Map<String, ChildJvm> recorded = Map.of();

    private Profiler(Path directory) {
        this.directory = directory;
    }

    /** Recordings are left in a directory, made where there is none, for {@code jfr view} and the like. */
    public static Profiler into(Path directory) throws IOException {
        return new Profiler(Files.createDirectories(directory));
    }

    /** From now on. */
    public void begin(Map<String, ChildJvm> processes) {
        recorded = processes;
        processes.values().forEach(ChildJvm::record);
    }

    /** Until now. */
    public void end(String scenario, long requests) {
        recorded.forEach((name, process) -> {
            Path file = directory.resolve((scenario + " " + name).replaceAll("\\W+", "-") + ".jfr");
            process.recorded(file.toAbsolutePath());
            try {
                profiles.add(new Profile(scenario, name, requests, Hotspots.read(file)));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        });
        recorded = Map.of();
    }

    /** All that was recorded, most first, a line break after every line. */
    public String table() {
        return new TextTable(
                        List.of("scenario", "process", "what", "how much", "where"),
                        List.of(false, false, false, true, false),
                        profiles.stream()
                                .flatMap(profile -> profile.lines().stream())
                                .toList())
                .toString();
    }
}
