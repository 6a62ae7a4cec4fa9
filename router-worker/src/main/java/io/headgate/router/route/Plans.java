package io.headgate.router.route;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Selection;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.RoutingContext;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The plans of one catalogue, each made when it is first asked for. Immutable to whoever looks at it. Thread-safe. */
final class Plans {
    /** Those of the catalogue last seen: most often the one in force. Nothing but time depends on it. */
    private static volatile @Nullable Plans last;

    private final Catalogue catalogue;
    private final Map<Alias, Unfolded> unfolded = new ConcurrentHashMap<>();

    /** A route's plans: its own, and one for each of its cases. */
    private record Unfolded(Plan plain, List<Plan> cases) {}

    private Plans(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    static Plans of(Catalogue catalogue) {
        Plans known = last;
        if (known == null || !known.areOf(catalogue)) {
            known = new Plans(catalogue);
            last = known;
        }
        return known;
    }

    /** Plans know no tenants: catalogues that differ in these alone share them. */
    private boolean areOf(Catalogue other) {
        return catalogue == other
                || (catalogue.routes() == other.routes()
                        && catalogue.models() == other.models()
                        && catalogue.providers() == other.providers());
    }

    /** The plan for a request of a route of this catalogue. */
    Plan planFor(Route route, RoutingContext context) {
        Unfolded plans = unfolded.get(route.alias());
        if (plans == null) {
            plans = unfold(route);
            unfolded.put(route.alias(), plans);
        }
        List<Selection.Case> cases = route.selection().cases();
        for (int i = 0; i < cases.size(); i++) {
            if (covers(cases.get(i), context)) {
                return plans.cases().get(i);
            }
        }
        return plans.plain();
    }

    private static boolean covers(Selection.Case which, RoutingContext context) {
        return (which.priorities().isEmpty() || which.priorities().contains(context.priority()))
                && (which.taskTypes().isEmpty()
                        || (context.taskType() != null && which.taskTypes().contains(context.taskType())))
                && (which.locales().isEmpty() || speaks(which, context.locale()));
    }

    private static boolean speaks(Selection.Case which, @Nullable String locale) {
        if (locale == null) {
            return false;
        }
        String spoken = locale.toLowerCase(Locale.ROOT);
        for (String covered : which.locales()) {
            String tag = covered.toLowerCase(Locale.ROOT);
            if (spoken.startsWith(tag) && (spoken.length() == tag.length() || spoken.charAt(tag.length()) == '-')) {
                return true;
            }
        }
        return false;
    }

    private Unfolded unfold(Route route) {
        List<Candidate> candidates = new ArrayList<>();
        route.candidates().forEach(listed -> candidates.addAll(candidates(route, listed)));
        Plan plain = new Plan(route, route.strategy(), route.selection().weights(), candidates);
        List<Plan> cases = route.selection().cases().stream()
                .map(which -> new Plan(route, which.strategy(), which.weights(), preferred(candidates, which.prefer())))
                .toList();
        return new Unfolded(plain, cases);
    }

    private List<Candidate> candidates(Route route, Route.Candidate listed) {
        Model model = catalogue.models().get(listed.model());
        Provider provider = model == null ? null : catalogue.providers().get(model.provider());
        if (model == null || provider == null) {
            // A valid catalogue has no such name; an invalid one never comes into force.
            return List.of();
        }
        return provider.endpoints().stream()
                .filter(endpoint ->
                        listed.endpoint() == null || listed.endpoint().equals(endpoint.name()))
                .map(endpoint -> candidate(route, listed, model, provider, endpoint))
                .toList();
    }

    private static Candidate candidate(
            Route route, Route.Candidate listed, Model model, Provider provider, Provider.Endpoint endpoint) {
        LocalDate retired = model.deprecatedOn();
        return new Candidate(
                new Target(model.provider(), endpoint.name(), model.name(), model.providerModel()),
                model,
                endpoint.region(),
                Candidate.bits(model.can()),
                route.selection().quirks().stream()
                        .filter(quirk -> !quirk.only().contains(model.name()))
                        .map(quirk -> Candidate.bits(quirk.when()))
                        .toList(),
                retired == null ? null : retired.atStartOfDay(ZoneOffset.UTC).toInstant(),
                provider.limits(),
                model.prices().stream().map(Tariff::of).toList(),
                listed.share());
    }

    private static List<Candidate> preferred(List<Candidate> candidates, List<ModelName> prefer) {
        return candidates.stream()
                .sorted(Comparator.comparingInt(
                        candidate -> rank(candidate.target().model(), prefer)))
                .toList();
    }

    private static int rank(ModelName model, List<ModelName> prefer) {
        int at = prefer.indexOf(model);
        return at < 0 ? prefer.size() : at;
    }
}
