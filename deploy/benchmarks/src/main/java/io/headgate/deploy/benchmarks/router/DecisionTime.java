package io.headgate.deploy.benchmarks.router;

import static java.util.Objects.requireNonNull;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.schemas.catalog.Route.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How long a decision among twenty candidates takes, and what it leaves to the garbage collector: {@link Decisions}, by JMH. */
final class DecisionTime implements RouterScenario {
    private static final Figure MOST_TIME = Figure.nanos(5_000);
    private static final Figure MOST_BYTES = Figure.bytes(1_024);
    /** What JMH's profiler calls the bytes of one operation. */
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Override
    public List<Row> run(RouterBench bench) {
        List<Row> rows = new ArrayList<>();
        for (Strategy strategy : Strategy.values()) {
            bench.progress().step("decision: %s, by JMH".formatted(strategy.wireName()));
            rows.addAll(measured(strategy, bench.plan().decisions()));
        }
        return rows;
    }

    private static List<Row> measured(Strategy strategy, RouterPlan.Sampling sampling) {
        try {
            return new Runner(options(strategy, sampling))
                    .run().stream().flatMap(result -> rows(strategy, result)).toList();
        } catch (RunnerException e) {
            throw new IllegalStateException("router: decisions could not be measured: " + e.getMessage(), e);
        }
    }

    private static Options options(Strategy strategy, RouterPlan.Sampling sampling) {
        TimeValue each = TimeValue.milliseconds(sampling.iteration().toMillis());
        return new OptionsBuilder()
                .include(Decisions.class.getName())
                .param("strategy", strategy.wireName())
                .forks(sampling.forks())
                .warmupIterations(sampling.iterations())
                .warmupTime(each)
                .measurementIterations(sampling.iterations())
                .measurementTime(each)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
    }

    private static Stream<Row> rows(Strategy strategy, RunResult result) {
        String name = strategy.wireName();
        double median = result.getPrimaryResult().getStatistics().getPercentile(50);
        double late = result.getPrimaryResult().getStatistics().getPercentile(99);
        double bytes = requireNonNull(result.getSecondaryResults().get(ALLOCATED), "said by JMH's GC profiler")
                .getScore();
        return result.getParams().getBenchmark().endsWith(".inWords")
                ? Stream.of(
                        Row.of(name, "and in words, p50", Figure.nanos(median)),
                        Row.of(name, "and in words, bytes", Figure.bytes(bytes)))
                : Stream.of(
                        Row.of(name, "decision, p50", Figure.nanos(median)).wanted(new Target.AtMost(MOST_TIME)),
                        Row.of(name, "decision, p99", Figure.nanos(late)),
                        Row.of(name, "allocated", Figure.bytes(bytes)).wanted(new Target.AtMost(MOST_BYTES)));
    }
}
