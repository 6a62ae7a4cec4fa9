package io.headgate.deploy.benchmarks.router;

import com.sun.management.ThreadMXBean;
import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Machine;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Table;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.router.route.RouteDecision;
import io.headgate.router.route.RouteQuery;
import io.headgate.router.route.Router;
import io.headgate.schemas.catalog.Route.Strategy;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The router benchmark: how long a decision among twenty candidates takes, and what it leaves to the garbage collector. */
@Command(
        name = "router",
        description = "Measure routing decisions among twenty candidates, by strategy, on one thread of this process.",
        mixinStandardHelpOptions = true,
        version = "headgate-benchmarks 0.1.0",
        footer = {"", "Exit codes: 0 measured; 2 the command line is wrong; 3 with --strict, a target was missed."})
public final class RouterBenchmark implements Callable<Integer> {
    private static final int MISSED = 3;
    private static final Figure MOST_TIME = Figure.nanos(5_000);
    private static final Figure MOST_BYTES = Figure.bytes(1_024);

    @Option(
            names = "--decisions",
            paramLabel = "N",
            description = "Decisions that are measured of each strategy, after as many to warm up (default 500000).")
    private int decisions = 500_000;

    @Option(names = "--strict", description = "Exit with 3 when a target was missed.")
    private boolean strict;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out =
                Objects.requireNonNull(spec, "set by picocli").commandLine().getOut();
        Choices choices = Choices.made();
        List<Row> rows = new ArrayList<>();
        for (Strategy strategy : Strategy.values()) {
            List<RouteQuery> queries = choices.queries(strategy, 4_096);
            measure(choices, queries, false);
            rows.addAll(measure(choices, queries, false).rows(strategy));
            measure(choices, queries, true);
            rows.addAll(measure(choices, queries, true).rowsInWords(strategy));
        }
        out.println();
        out.print(new Table(rows));
        out.println();
        out.println(Machine.here());
        out.flush();
        boolean missed = rows.stream().anyMatch(row -> !row.met().orElse(true));
        return strict && missed ? MISSED : 0;
    }

    /** @param nanos of each decision, ascending */
    private record Measured(long[] nanos, double bytes) {
        List<Row> rows(Strategy strategy) {
            String name = strategy.wireName();
            return List.of(
                    Row.of(name, "decision, p50", Figure.nanos(at(0.5))).wanted(new Target.AtMost(MOST_TIME)),
                    Row.of(name, "decision, p99", Figure.nanos(at(0.99))),
                    Row.of(name, "allocated", Figure.bytes(bytes)).wanted(new Target.AtMost(MOST_BYTES)));
        }

        /** What a dispatch and a result tell of the decision is put into words once for each. */
        List<Row> rowsInWords(Strategy strategy) {
            String name = strategy.wireName();
            return List.of(
                    Row.of(name, "and in words, p50", Figure.nanos(at(0.5))),
                    Row.of(name, "and in words, bytes", Figure.bytes(bytes)));
        }

        private long at(double share) {
            return nanos[(int) (share * (nanos.length - 1))];
        }
    }

    private Measured measure(Choices choices, List<RouteQuery> queries, boolean inWords) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] nanos = new long[decisions];
        long chosen = 0;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < decisions; i++) {
            RouteQuery query = queries.get(i % queries.size());
            long start = System.nanoTime();
            RouteDecision decision = Router.route(query, choices.catalogue(), choices, Choices.NOW);
            chosen += inWords && decision.decision().considered().isEmpty() ? 0 : 1;
            nanos[i] = System.nanoTime() - start;
        }
        double bytes = (double) (threads.getCurrentThreadAllocatedBytes() - before) / decisions;
        if (chosen != decisions) {
            throw new IllegalStateException(
                    "router: seen %d decisions of candidates, allowed %d".formatted(chosen, decisions));
        }
        Arrays.sort(nanos);
        return new Measured(nanos, bytes);
    }
}
