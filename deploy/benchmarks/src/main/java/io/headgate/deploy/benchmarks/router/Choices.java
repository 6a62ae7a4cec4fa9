package io.headgate.deploy.benchmarks.router;

import io.headgate.router.route.BodyNeeds;
import io.headgate.router.route.Consumption;
import io.headgate.router.route.Health;
import io.headgate.router.route.LiveHealth;
import io.headgate.router.route.RouteQuery;
import io.headgate.router.route.TargetHealth;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.DurationSketch;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.message.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A catalogue whose routes have twenty candidates each, what is known of them, and requests to be routed. */
final class Choices implements Health {
    static final int CANDIDATES = 20;
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final LiveHealth live = new LiveHealth();
    private final Catalogue catalogue;

    private Choices(Catalogue catalogue) {
        this.catalogue = catalogue;
        catalogue.models().values().forEach(model -> {
            int number = Integer.parseInt(model.name().value().substring(1));
            Target target = new Target(model.provider(), new EndpointName("main"), model.name(), model.providerModel());
            live.heard(stats(target, Duration.ofMillis(300 + 50L * number)), NOW);
        });
    }

    static Choices made() {
        StringBuilder yaml = new StringBuilder("providers:\n");
        for (int i = 0; i < CANDIDATES; i++) {
            yaml.append(
                    "  p%d: {adapter: openai, endpoints: {main: {base_url: \"https://p%d.example/v1\", region: eu}}}\n"
                            .formatted(i, i));
        }
        yaml.append("models:\n");
        for (int i = 0; i < CANDIDATES; i++) {
            yaml.append("  m%d: {provider: p%d, provider_model: m-%d, context_window: 128000, capabilities: [tools], "
                    .formatted(i, i, i));
            yaml.append("prices: [{from: 2026-01-01, currency: USD, input: \"%d.%d\", output: \"%d\"}]}\n"
                    .formatted(1 + i % 7, i, 2 + i % 5));
        }
        yaml.append("routes:\n");
        for (Strategy strategy : Strategy.values()) {
            yaml.append("  %s:\n    strategy: %s\n    regions: [eu]\n    candidates:\n"
                    .formatted(strategy.wireName(), strategy.wireName()));
            String share = strategy == Strategy.WEIGHTED ? ", share: " + 100 / CANDIDATES : "";
            IntStream.range(0, CANDIDATES).forEach(i -> yaml.append("      - {model: m%d%s}\n".formatted(i, share)));
        }
        ReadCatalog read = new CatalogReader(InstantSource.fixed(NOW)).read(yaml.toString(), new CatalogRevision(1));
        return switch (read) {
            case ReadCatalog.Valid valid -> new Choices(valid.catalogue());
            case ReadCatalog.Invalid invalid ->
                throw new IllegalStateException(invalid.problems().toString());
        };
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /** Different requests: what is drawn by id differs. */
    List<RouteQuery> queries(Strategy strategy, int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        RouteQuery.first(request(strategy, i), new BodyNeeds(Set.of(Capability.TOOLS), 900, null, 1)))
                .toList();
    }

    private static InferenceRequest request(Strategy strategy, int number) {
        String id = "request-" + number;
        return new InferenceRequest(
                new RequestKey(new TenantId("acme"), new RequestId(id)),
                new CorrelationId(id),
                null,
                null,
                new Alias(strategy.wireName()),
                new RoutingContext(
                        null, null, null, Priority.STANDARD, NOW.plusSeconds(600), null, null, Map.of("project", "p")),
                "{}",
                "0",
                ReplyFormat.JSON,
                NOW,
                new Origin("requests", 0, number),
                null);
    }

    private static AttemptStats stats(Target target, Duration latency) {
        DurationSketch sketch = DurationSketch.of(Collections.nCopies(100, latency));
        return new AttemptStats(
                "w1",
                target,
                NOW.minusSeconds(1),
                Duration.ofSeconds(1),
                Map.of(AttemptStatus.COMPLETED, 100L),
                Map.of(),
                sketch,
                sketch,
                AttemptStats.Generation.NONE,
                new AttemptStats.Load(10, 100, 20, 0, 50.0),
                AttemptStats.Gate.OPEN_WIDE,
                AttemptStats.Checks.NONE);
    }

    @Override
    public boolean dispatchable(ProviderName provider) {
        return true;
    }

    @Override
    public TargetHealth of(Target target, Instant now) {
        return live.of(target, now);
    }

    @Override
    public Consumption consumption(Alias alias, ModelName model) {
        return Consumption.UNKNOWN;
    }
}
