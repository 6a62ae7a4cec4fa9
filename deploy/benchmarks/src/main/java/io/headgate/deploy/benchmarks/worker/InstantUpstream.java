package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.deploy.benchmarks.rig.Callers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A provider that answers at once, so that what is around a call is all that counts; against the HTTP client alone, with
 * as many calls at once. In turns, since a machine is not the same from one minute to the next; of several rounds the
 * medians are told.
 */
final class InstantUpstream implements Scenario {
    private static final String NAME = "instant";
    private static final double WANTED = 0.60;

    @Override
    public List<Row> run(Bench bench) {
        bench.rig().latency("instant");
        List<Callers.Saturated> bare = new ArrayList<>();
        List<Throughput> worker = new ArrayList<>();
        List<Throughput> plain = new ArrayList<>();
        for (int round = 1; round <= bench.plan().rounds(); round++) {
            step(bench, Callers.BARE, round);
            Callers.Saturated limit = Bare.saturated(
                    bench, bench.plan().concurrency(), bench.plan().measured());
            bare.add(limit);
            worker.add(measure(Subject.WORKER, bench, limit, round));
            plain.add(measure(Subject.PLAIN, bench, limit, round));
        }
        return rows(
                median(bare, Callers.Saturated::perSecond),
                median(worker, Throughput::perSecond),
                median(plain, Throughput::perSecond));
    }

    private static List<Row> rows(Callers.Saturated bare, Throughput worker, Throughput plain) {
        List<Row> rows = new ArrayList<>();
        rows.add(speed(Subject.WORKER, worker, bare).wanted(new Target.RatioAtLeast(WANTED)));
        rows.add(speed(Subject.PLAIN, plain, bare));
        rows.add(Row.of(NAME, "CPU per call, bare client", Figure.micros(bare.cpuMicros())));
        rows.addAll(Costs.rows(NAME, worker, plain));
        return rows;
    }

    private static Throughput measure(Subject subject, Bench bench, Callers.Saturated limit, int round) {
        step(bench, subject.toString(), round);
        Plan plan = bench.plan();
        // Half of what the limit would be: a subject at half the limit is measured for just the time that is planned.
        Throughput.Queue queue =
                new Throughput.Queue(half(limit, plan.warmUp()), half(limit, plan.measured()), plan.concurrency());
        return Throughput.of(subject, bench, plan.concurrency(), queue);
    }

    private static int half(Callers.Saturated limit, Duration time) {
        return Math.toIntExact(Math.round(limit.perSecond() * time.toMillis() / 2_000));
    }

    private static void step(Bench bench, String subject, int round) {
        bench.progress()
                .step("%s: %s, %d calls at once, round %d of %d"
                        .formatted(
                                NAME,
                                subject,
                                bench.plan().concurrency(),
                                round,
                                bench.plan().rounds()));
    }

    private static Row speed(Subject subject, Throughput run, Callers.Saturated bare) {
        return Row.of(NAME, "results/s, " + subject, Figure.perSecond(run.perSecond()))
                .against(Callers.BARE, Figure.perSecond(bare.perSecond()));
    }

    /** The whole run whose speed is in the middle. */
    private static <T> T median(List<T> runs, ToDoubleFunction<T> speed) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(speed))
                .skip((runs.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }
}
