package io.headgate.deploy.acceptance.chaos.run;

import io.headgate.deploy.acceptance.chaos.load.Load;
import io.headgate.deploy.acceptance.chaos.load.Script;
import io.headgate.deploy.acceptance.chaos.plan.FaultPlan;
import io.headgate.deploy.acceptance.chaos.plan.FaultText;
import io.headgate.deploy.acceptance.checker.Checker;
import io.headgate.deploy.acceptance.checker.Installation;
import io.headgate.deploy.acceptance.checker.Installation.Canaries;
import io.headgate.deploy.acceptance.checker.Quiet;
import io.headgate.deploy.acceptance.checker.Verdict;
import io.headgate.deploy.acceptance.cluster.Cluster;
import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.schemas.message.Notice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One run from the start of its cluster to its report. Leaves nothing running. */
public final class ChaosRun {
    /** After the last request and the last fault. */
    private static final Duration UNTIL_ALL_HAVE_ENDED = Duration.ofMinutes(5);

    private static final Duration UNTIL_AT_REST = Duration.ofMinutes(3);

    private final ChaosSettings settings;
    private final Consumer<String> progress;

    /** @param progress told a line whenever something has happened */
    public ChaosRun(ChaosSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    public ChaosReport run() throws IOException, InterruptedException {
        Script script = new Script("chaos-%08x".formatted(settings.seed()));
        String key = "sk-canary-%016x".formatted(settings.seed());
        long began = System.nanoTime();
        try (Cluster cluster = Cluster.start(settings.shape(), settings.directory(), ChaosProviders.with(key))) {
            Thread onInterrupt = new Thread(cluster::close, "close-cluster");
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            progress.accept("up after %.1f s; logs are in %s".formatted(seconds(began), cluster.logs()));
            try (Load load = new Load(cluster.kafka(), () -> FaultRunner.apis(cluster), script)) {
                ChaosReport report = run(cluster, load, script, key);
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
                return report;
            }
        }
    }

    private ChaosReport run(Cluster cluster, Load load, Script script, String key)
            throws IOException, InterruptedException {
        FaultRunner faults = new FaultRunner(cluster, load);
        List<Deed> deeds = disturb(faults, load);
        faults.restore();
        progress.accept("all is sent and all faults are over; waiting for %d results"
                .formatted(load.journal().open().size()));
        long quietFrom = System.nanoTime();
        awaitEnds(load);
        TimeUnit.NANOSECONDS.sleep(Cluster.ORPHANED_AFTER.toNanos());
        Installation installation = installation(cluster, script, key);
        String rest = switch (Quiet.await(installation, UNTIL_AT_REST)) {
            case Quiet.Outcome.AtRest _ -> "at rest";
            case Quiet.Outcome.Moving(String what) -> "not at rest (%s)".formatted(what);
        };
        progress.accept("%s after %.1f s, %d without a result; judging"
                .formatted(rest, seconds(quietFrom), load.journal().open().size()));
        Verdict verdict = Checker.judge(installation, settings.plan().clocksBehind());
        return new ChaosReport(
                settings,
                deeds.stream()
                        .map(deed -> new ChaosReport.Line(deed, Recovery.of(deed, load)))
                        .toList(),
                load.journal().count(),
                List.copyOf(load.journal().open()),
                faults.calls(),
                Notices.count(cluster.kafka(), Notice.Kind.DUPLICATE_ABSORBED),
                load.repeatsOverHttp(),
                cluster.endedByThemselves(),
                verdict);
    }

    /** The load, and each fault when it is due, whatever became of those before it. */
    private List<Deed> disturb(FaultRunner faults, Load load) throws InterruptedException {
        List<Future<Deed>> carried = new ArrayList<>();
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> sending = threads.submit(() -> {
                load.send(settings.requests(), settings.load());
                return null;
            });
            for (FaultPlan.Planned planned : settings.plan().faults()) {
                carried.add(threads.submit(() -> carryOut(faults, planned, began)));
            }
            sending.get();
            List<Deed> deeds = new ArrayList<>();
            for (Future<Deed> each : carried) {
                deeds.add(each.get());
            }
            return deeds;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the run failed", e.getCause());
        }
    }

    private Deed carryOut(FaultRunner faults, FaultPlan.Planned planned, long began) throws InterruptedException {
        long left = began + planned.at().toNanos() - System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
        Deed deed = faults.carryOut(planned);
        progress.accept("%7.1f s  %s: %s"
                .formatted(
                        (deed.struckNanos() - began) / 1e9,
                        FaultText.print(planned.fault()),
                        switch (deed.outcome()) {
                            case Deed.Outcome.Struck _ ->
                                "over after %.1f s".formatted(deed.took().toMillis() / 1e3);
                            case Deed.Outcome.NotReached() -> "NOT REACHED";
                            case Deed.Outcome.Failed(var why) -> "FAILED, " + why;
                        }));
        return deed;
    }

    private static void awaitEnds(Load load) throws InterruptedException {
        long until = System.nanoTime() + UNTIL_ALL_HAVE_ENDED.toNanos();
        while (!load.journal().open().isEmpty() && System.nanoTime() - until < 0) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private Installation installation(Cluster cluster, Script script, String key) {
        return Installation.on(cluster.kafka().bootstrapServers())
                .withBooks(cluster.database().jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD)
                .withSimulator(cluster.simulator())
                .withLogs(List.of(cluster.logs()))
                .withCanaries(new Canaries(script.canaries(), List.of(key)));
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
