package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Route.Candidate;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The effective order of a route's candidates.
 *
 * <ol>
 *   <li>Who goes first: the route's {@code provider}, or else {@code defaults.provider}, or else nobody.
 *   <li>Who follows: the route's {@code fallbacks}; or else those of the provider that goes first; or else
 *       {@code defaults.fallbacks}.
 *   <li>Candidates of the one that goes first come first, then those of the ones that follow, in the chain's order, then
 *       all others. Among candidates of one provider, and among the others, the order is as listed.
 * </ol>
 *
 * Without any of these preferences the order is as listed. A chain only orders: it adds no candidate and removes none,
 * and it is not followed further into the chains of the providers on it.
 */
record CandidateOrder(Defaults defaults, Map<ProviderName, Provider> providers, Map<ModelName, Model> models) {
    Route resolve(RouteSection.Draft draft) {
        List<ProviderName> preferred = preferred(draft);
        List<Candidate> ordered = new ArrayList<>(draft.route().candidates());
        ordered.sort(Comparator.comparingInt(candidate -> rank(candidate, preferred)));
        Route listed = draft.route();
        return new Route(
                listed.alias(),
                listed.strategy(),
                ordered,
                listed.maxOutputTokens(),
                listed.strictRedaction(),
                listed.responseSchema(),
                listed.selection(),
                listed.onLength(),
                listed.redaction());
    }

    private List<ProviderName> preferred(RouteSection.Draft draft) {
        Optional<ProviderName> first = draft.provider().or(() -> Optional.ofNullable(defaults.provider()));
        List<ProviderName> preferred = new ArrayList<>();
        first.ifPresent(preferred::add);
        preferred.addAll(chain(draft, first.map(providers::get).orElse(null)));
        return preferred;
    }

    private List<ProviderName> chain(RouteSection.Draft draft, @Nullable Provider first) {
        if (!draft.fallbacks().isEmpty()) {
            return draft.fallbacks();
        }
        return first != null && !first.fallbacks().isEmpty() ? first.fallbacks() : defaults.fallbacks();
    }

    private int rank(Candidate candidate, List<ProviderName> preferred) {
        Model model = models.get(candidate.model());
        int at = model == null ? -1 : preferred.indexOf(model.provider());
        return at < 0 ? preferred.size() : at;
    }
}
