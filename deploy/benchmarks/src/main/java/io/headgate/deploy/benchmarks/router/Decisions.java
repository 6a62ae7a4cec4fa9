package io.headgate.deploy.benchmarks.router;

import io.headgate.router.route.RouteDecision;
import io.headgate.router.route.RouteQuery;
import io.headgate.router.route.Router;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.message.Decision;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Decisions among twenty candidates, as JMH measures them; different requests in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Decisions {
    private static final int REQUESTS = 4_096;

    /** How the route chooses, by its name in the catalogue; JMH runs it with each. */
    @Param({"ordered", "cheapest", "fastest", "balanced", "weighted", "mostly"})
    public String strategy = "";

    private final Choices choices = Choices.made();
    private List<RouteQuery> queries = List.of();
    private int next;

    @Setup
    public void requests() {
        queries = choices.queries(Strategy.valueOf(strategy.toUpperCase(Locale.ROOT)), REQUESTS);
    }

    /** Who is chosen. */
    @Benchmark
    public RouteDecision decided() {
        return Router.route(queries.get(next++ % REQUESTS), choices.catalogue(), choices, Choices.NOW);
    }

    /** And what a dispatch and a result tell of it, which is put into words once for each. */
    @Benchmark
    public Decision inWords() {
        Decision told = decided().decision();
        if (told.considered().isEmpty()) {
            throw new IllegalStateException("router: seen a decision among none, allowed among twenty");
        }
        return told;
    }
}
