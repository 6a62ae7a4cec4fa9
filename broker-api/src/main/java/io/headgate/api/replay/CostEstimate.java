package io.headgate.api.replay;

import io.headgate.api.replay.FailedRow.Size;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What sending a request again may cost at most: estimated input and all the output it may have, at the dearest candidate
 * that may serve it. An estimate: the input is counted by length, and a second attempt is not in it.
 */
final class CostEstimate {
    private final TenantId tenant;
    private final Overrides overrides;
    private final Catalogue catalogue;
    private final Instant now;

    /** @param catalogue as it holds for the tenant */
    CostEstimate(ReplayOrder order, Catalogue catalogue, Instant now) {
        this.tenant = order.tenant();
        this.overrides = order.overrides();
        this.catalogue = catalogue;
        this.now = now;
    }

    /** The models that may serve it; empty where the alias leads nowhere, or not to a provider that may. */
    List<Model> candidates(@Nullable Alias asked) {
        Route route = route(asked);
        return route == null
                ? List.of()
                : route.candidates().stream()
                        .flatMap(
                                listed -> Optional.ofNullable(catalogue.models().get(listed.model())).stream())
                        .filter(this::mayServe)
                        .toList();
    }

    private boolean mayServe(Model model) {
        Tenant policy = catalogue.tenants().get(tenant);
        boolean allowed = policy == null
                || policy.providers().isEmpty()
                || policy.providers().contains(model.provider());
        return allowed && (overrides.provider() == null || overrides.provider().equals(model.provider()));
    }

    /** The dearest; unpriced where one of the candidates has no price, or their prices are in several currencies. */
    Cost dearest(@Nullable Alias asked, Size size) {
        List<Money> amounts = new ArrayList<>();
        for (Model model : candidates(asked)) {
            switch (Rating.rate(usage(asked, size, model), model.priceAt(now).orElse(null))) {
                case Cost.Priced(Money amount) -> amounts.add(amount);
                case Cost.Unpriced unpriced -> {
                    return unpriced;
                }
            }
        }
        if (amounts.stream().map(Money::currency).distinct().count() != 1) {
            return new Cost.Unpriced(amounts.isEmpty() ? "no candidate" : "prices in several currencies");
        }
        return new Cost.Priced(amounts.stream()
                .reduce((one, other) -> one.amount().compareTo(other.amount()) >= 0 ? one : other)
                .orElseThrow());
    }

    /** The most output that any candidate may give. */
    long output(@Nullable Alias asked, Size size) {
        return candidates(asked).stream()
                .mapToLong(model -> output(asked, size, model))
                .max()
                .orElse(0);
    }

    private Usage usage(@Nullable Alias asked, Size size, Model model) {
        return new Usage(
                Map.of(
                        Meter.INPUT, size.inputTokens(),
                        Meter.OUTPUT, output(asked, size, model),
                        Meter.REQUEST, 1L),
                Usage.Source.ESTIMATED);
    }

    private long output(@Nullable Alias asked, Size size, Model model) {
        Route route = route(asked);
        Long ofRoute = route == null ? null : route.maxOutputTokens();
        long cap = size.outputTokens() != null
                ? size.outputTokens()
                : ofRoute != null ? ofRoute : catalogue.defaults().maxOutputTokens();
        Long ofModel = model.maxOutputTokens();
        return (ofModel == null ? cap : Math.min(cap, ofModel)) * size.choices();
    }

    private @Nullable Route route(@Nullable Alias asked) {
        Alias alias = overrides.alias() != null ? overrides.alias() : asked;
        return alias == null || !catalogue.mayUse(tenant, alias)
                ? null
                : catalogue.routes().get(alias);
    }
}
