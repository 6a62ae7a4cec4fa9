package io.headgate.router.route;

import io.headgate.router.Catalogues;
import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Selection;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One route over models {@code m0, m1 …}, each of a provider of its own, and what is known of them. */
final class Field implements Health {
    static final Alias ALIAS = new Alias("text");

    private final Route.Strategy strategy;
    private final List<Model> models = new ArrayList<>();
    private final List<Route.Candidate> candidates = new ArrayList<>();
    private final Map<ModelName, TargetHealth> health = new HashMap<>();
    private @Nullable String stickyTag;
    private @Nullable Canary canary;
    private @Nullable String stopped;
    private @Nullable LearnedFeedback said;
    private Consumption takes = Consumption.UNKNOWN;
    private @Nullable Catalogue catalogue;

    Field(Route.Strategy strategy) {
        this.strategy = strategy;
    }

    /** Adds a model with a price of input and output, a share of a weighted route, and a health; null for none of each. */
    Field with(@Nullable String price, int hundredths, @Nullable TargetHealth fares) {
        return with(price, price, hundredths, fares);
    }

    /** Adds a model with a price of input and one of output, of which nothing is known. */
    Field with(String input, String output) {
        return with(input, output, 0, null);
    }

    private Field with(@Nullable String input, @Nullable String output, int hundredths, @Nullable TargetHealth fares) {
        String name = "m" + models.size();
        Model model = Catalogues.model(name, "p" + models.size(), input, output, 100_000, Set.of());
        models.add(model);
        candidates.add(new Route.Candidate(
                model.name(), null, strategy == Route.Strategy.WEIGHTED ? new Route.Share(name, hundredths) : null));
        if (fares != null) {
            health.put(model.name(), fares);
        }
        catalogue = null;
        return this;
    }

    Field sticky(String tag) {
        stickyTag = tag;
        catalogue = null;
        return this;
    }

    Field canary(Canary tried) {
        canary = tried;
        catalogue = null;
        return this;
    }

    Field said(LearnedFeedback heard) {
        said = heard;
        return this;
    }

    /** What requests are known to take of every model. */
    Field taking(Consumption learned) {
        takes = learned;
        return this;
    }

    Field stopped(String why) {
        stopped = why;
        return this;
    }

    /** The model that a request goes to. */
    String route(String id) {
        return route(id, Priority.STANDARD, Map.of());
    }

    String route(String id, Priority priority, Map<String, String> tags) {
        return decide(id, priority, tags).target().model().value();
    }

    RouteDecision.Chosen decide(String id, Priority priority, Map<String, String> tags) {
        return (RouteDecision.Chosen) Router.route(query(id, priority, tags), catalogue(), this, Samples.NOW);
    }

    RouteQuery query(String id, Priority priority, Map<String, String> tags) {
        RoutingContext context =
                new RoutingContext(null, null, null, priority, Samples.NOW.plusSeconds(600), null, null, tags);
        return RouteQuery.first(
                Samples.request(id, Samples.body(ALIAS.value()), ALIAS, context),
                new BodyNeeds(Set.of(), 1_000, null, 1));
    }

    Catalogue catalogue() {
        if (catalogue == null) {
            catalogue = made();
        }
        return catalogue;
    }

    private Catalogue made() {
        Map<ModelName, Model> byName = new LinkedHashMap<>();
        Map<ProviderName, Provider> providers = new LinkedHashMap<>();
        models.forEach(model -> {
            byName.put(model.name(), model);
            providers.put(model.provider(), Catalogues.provider(model.provider().value(), 3, "main"));
        });
        Selection selection = new Selection(Selection.Weights.EVEN, List.of(), Set.of(), List.of(), stickyTag, canary);
        return new Catalogue(
                new CatalogRevision(7),
                new Defaults(null, List.of(), null, Duration.ofMinutes(10), 1_000, Catalogues.MAX_BODY),
                providers,
                byName,
                Map.of(ALIAS, new Route(ALIAS, strategy, candidates, null, false, null, selection)),
                Map.of(),
                Map.of(),
                List.of());
    }

    @Override
    public boolean dispatchable(ProviderName provider) {
        return true;
    }

    @Override
    public CanaryStanding canary(Alias alias, Canary tried) {
        return new CanaryStanding(CanaryFigures.NONE, CanaryFigures.NONE, stopped);
    }

    @Override
    public Opinion opinion(Alias alias, ModelName model) {
        return said == null ? Opinion.NONE : said.of(alias, model);
    }

    @Override
    public Consumption consumption(Alias alias, ModelName model) {
        return takes;
    }

    @Override
    public TargetHealth of(Target target, Instant now) {
        return health.getOrDefault(target.model(), TargetHealth.UNKNOWN);
    }
}
