package io.headgate.deploy.benchmarks.profile;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.jvm.Usage;
import io.headgate.deploy.benchmarks.report.TextTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records where the time of processes goes while they are measured. What it records costs them a little. One thread. */
public final class Profiler {
    private final Path directory;
    private final List<Profile> profiles = new ArrayList<>();
    private List<Recorded> recorded = List.of();

    private Profiler(Path directory) {
        this.directory = directory;
    }

    /** Recordings are left in a directory, made where there is none, for {@code jfr view} and the like. */
    public static Profiler into(Path directory) throws IOException {
        return new Profiler(Files.createDirectories(directory));
    }

    private record Recorded(String name, ChildJvm process, Usage before) {
        static Recorded begin(String name, ChildJvm process) {
            process.record();
            return new Recorded(name, process, process.usage());
        }
    }

    private record Written(String name, Duration cpu, Path file) {}

    /** From now on. */
    public void begin(Map<String, ChildJvm> processes) {
        recorded = processes.entrySet().stream()
                .map(process -> Recorded.begin(process.getKey(), process.getValue()))
                .toList();
    }

    /**
     * Until now.
     *
     * @param requests that were served meanwhile
     */
    public void end(String scenario, long requests) {
        // First all are ended: to read one takes its time.
        List<Written> written =
                recorded.stream().map(each -> write(each, scenario)).toList();
        recorded = List.of();
        for (Written each : written) {
            try {
                profiles.add(new Profile(scenario, each.name, requests, each.cpu, Hotspots.read(each.file)));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + each.file, e);
            }
        }
    }

    private Written write(Recorded each, String scenario) {
        Duration cpu = each.process.usage().cpuSince(each.before);
        Path file = directory.resolve((scenario + " " + each.name).replaceAll("\\W+", "-") + ".jfr");
        each.process.recorded(file.toAbsolutePath());
        return new Written(each.name, cpu, file);
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
