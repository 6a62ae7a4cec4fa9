package io.headgate.deploy.acceptance.chaos;

import io.headgate.deploy.acceptance.chaos.plan.FaultPlan;
import io.headgate.deploy.acceptance.chaos.plan.Planner;
import io.headgate.deploy.acceptance.chaos.run.ChaosReport;
import io.headgate.deploy.acceptance.chaos.run.ChaosRun;
import io.headgate.deploy.acceptance.chaos.run.ChaosSettings;
import io.headgate.deploy.acceptance.cluster.ClusterShape;
import io.headgate.deploy.cli.Specs;
import io.headgate.schemas.telemetry.Logs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs an installation under load, does things to it, and judges what it promised. */
@Command(
        name = "chaos",
        description =
                "Start an installation of its own, each process in a JVM, publish requests, kill, freeze and cut off"
                        + " what a seed chooses, and judge at quiet what Headgate promises.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 every fault struck and all that could be judged holds; 4 something is broken, or a kill point"
                    + " was not hit; 1 the run could not be made. Nothing is left running, after Ctrl-C neither."
        })
public final class ChaosCommand implements Callable<Integer> {
    private static final int BROKEN = 4;
    private static final int REQUESTS_A_MINUTE = 1_200;
    private static final int KILLS_A_MINUTE = 2;

    /** How large the installation is. */
    enum Size {
        /** One broker, two workers, one of each other. */
        SMALL,
        /** Three brokers, two routers, three workers, two metering, two APIs. */
        WHOLE
    }

    @Option(names = "--minutes", paramLabel = "N", description = "How long requests are published (default: 5).")
    private int minutes = 5;

    @Option(names = "--seed", paramLabel = "N", description = "What the faults are drawn from (default: a new one).")
    private @Nullable Long seed;

    @Option(names = "--requests", paramLabel = "N", description = "How many requests (default: 1200 a minute).")
    private @Nullable Integer requests;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description = "How many kills are among the faults (default: 2 a minute).")
    private @Nullable Integer kills;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Faults to carry out instead of drawn ones, as this command prints them.")
    private @Nullable Path planFile;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "small: one broker, two workers, one of each other; whole: three brokers, two routers, three"
                    + " workers, two metering, two APIs (default: whole).")
    private Size size = Size.WHOLE;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "A new directory for logs, state and the providers' ledger, which stays (default: a temporary"
                    + " one, which stays only where something is broken).")
    private @Nullable Path kept;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logs.onlyTrouble();
        ChaosSettings settings = settings();
        PrintWriter out = Specs.out(spec);
        PrintWriter err = Specs.err(spec);
        out.println(
                "Seed %d. To have the same again: headgate chaos --minutes %d --seed %d --requests %d --kills %d --size %s"
                        .formatted(
                                settings.seed(),
                                minutes,
                                settings.seed(),
                                settings.requests(),
                                settings.plan().kills(),
                                size.name().toLowerCase(Locale.ROOT)));
        out.print(settings.plan().text());
        out.flush();
        ChaosReport report = new ChaosRun(settings, line -> {
                    err.println(line);
                    err.flush();
                })
                .run();
        out.print(report.text());
        out.flush();
        if (kept == null && report.holds()) {
            delete(settings.directory());
        } else {
            out.println("Logs, state and the providers' ledger: " + settings.directory());
        }
        return report.holds() ? 0 : BROKEN;
    }

    private ChaosSettings settings() throws IOException {
        if (minutes < 1 || minutes > 24 * 60) {
            throw new ParameterException(command(), "--minutes: seen %d, allowed 1 to 1440".formatted(minutes));
        }
        long from = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000_000L) : seed;
        Duration load = Duration.ofMinutes(minutes);
        ClusterShape shape = size == Size.SMALL ? ClusterShape.small() : ClusterShape.whole();
        Path directory = kept == null ? Files.createTempDirectory("headgate-chaos-") : Files.createDirectories(kept);
        return new ChaosSettings(
                from,
                shape,
                load,
                requests == null ? minutes * REQUESTS_A_MINUTE : requests,
                plan(from, shape, load),
                directory.toAbsolutePath());
    }

    private FaultPlan plan(long from, ClusterShape shape, Duration load) throws IOException {
        return planFile == null
                ? Planner.draw(from, shape, load, kills == null ? minutes * KILLS_A_MINUTE : kills)
                : FaultPlan.parse(Files.readString(planFile));
    }

    private CommandLine command() {
        if (spec == null) {
            throw new IllegalStateException("a command without its spec was called");
        }
        return spec.commandLine();
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.deleteIfExists(each);
        }
    }
}
