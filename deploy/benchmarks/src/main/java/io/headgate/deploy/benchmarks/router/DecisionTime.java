package io.headgate.deploy.benchmarks.router;

import com.sun.management.ThreadMXBean;
import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import io.headgate.router.route.RouteDecision;
import io.headgate.router.route.RouteQuery;
import io.headgate.router.route.Router;
import io.headgate.schemas.catalog.Route.Strategy;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long a decision among twenty candidates takes, and what it leaves to the garbage collector; on one thread of this process. */
final class DecisionTime implements RouterScenario {
    private static final Figure MOST_TIME = Figure.nanos(5_000);
    private static final int MOST_ROUNDS = 40;
    private static final int STEADY_ROUNDS = 3;
    private static final Figure MOST_BYTES = Figure.bytes(1_024);

    @Override
    public List<Row> run(RouterBench bench) {
        int decisions = bench.plan().decisions();
        Choices choices = Choices.made();
        List<Row> rows = new ArrayList<>();
        for (Strategy strategy : Strategy.values()) {
            bench.progress().step("decision: %s, %,d of them".formatted(strategy.wireName(), decisions));
            List<RouteQuery> queries = choices.queries(strategy, 4_096);
            warmUp(choices, queries, decisions, false);
            rows.addAll(measure(choices, queries, decisions, false).rows(strategy));
            warmUp(choices, queries, decisions, true);
            rows.addAll(measure(choices, queries, decisions, true).rowsInWords(strategy));
        }
        return rows;
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

    /**
     * As many decisions as are measured, and again until the compiler has done with them: on a busy machine it comes late, and
     * what it has not seen allocates more.
     */
    private static void warmUp(Choices choices, List<RouteQuery> queries, int decisions, boolean inWords) {
        double least = Double.MAX_VALUE;
        int unchanged = 0;
        for (int round = 0; round < MOST_ROUNDS && unchanged < STEADY_ROUNDS; round++) {
            double bytes = measure(choices, queries, decisions, inWords).bytes();
            unchanged = bytes > least - 1 ? unchanged + 1 : 0;
            least = Math.min(least, bytes);
        }
    }

    private static Measured measure(Choices choices, List<RouteQuery> queries, int decisions, boolean inWords) {
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
