package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * Very many slow calls at once. The ideal is arithmetic: calls in flight over the time of one. They come in waves, since
 * all take equally long, so whole waves are measured: after those of the warm-up, and before the last, during which
 * fewer and fewer are in flight.
 */
final class InFlight implements Scenario {
    private static final String NAME = "in flight";
    private static final double WANTED = 0.95;

    @Override
    public List<Row> run(Bench bench) {
        Plan plan = bench.plan();
        bench.rig().latency("fixed:" + plan.callTime().toMillis() + "ms");
        double ideal = plan.inFlight() * 1e3 / plan.callTime().toMillis();
        Throughput worker = measure(Subject.WORKER, bench);
        Throughput plain = measure(Subject.PLAIN, bench);
        List<Row> rows = new ArrayList<>();
        rows.add(speed(Subject.WORKER, worker, ideal).wanted(new Target.RatioAtLeast(WANTED)));
        rows.add(speed(Subject.PLAIN, plain, ideal));
        rows.addAll(Costs.rows(NAME, worker, plain));
        return rows;
    }

    private static Throughput measure(Subject subject, Bench bench) {
        Plan plan = bench.plan();
        bench.progress()
                .step("%s: %s, %,d calls of %,d ms at once"
                        .formatted(
                                NAME, subject, plan.inFlight(), plan.callTime().toMillis()));
        int before = waves(plan, plan.warmUp().toMillis());
        int measured = waves(plan, plan.measured().toMillis());
        return Throughput.of(
                subject,
                bench,
                plan.inFlight(),
                new Throughput.Queue(before * plan.inFlight(), measured * plan.inFlight(), plan.inFlight()));
    }

    private static int waves(Plan plan, long millis) {
        return Math.toIntExact(Math.max(1, millis / plan.callTime().toMillis()));
    }

    private static Row speed(Subject subject, Throughput run, double ideal) {
        return Row.of(NAME, "results/s, " + subject, Figure.perSecond(run.perSecond()))
                .against("ideal", Figure.perSecond(ideal));
    }
}
