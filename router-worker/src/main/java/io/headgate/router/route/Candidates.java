package io.headgate.router.route;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unfolds a route into endpoints and models, in the route's order, and reserves the worst case for each. */
final class Candidates {
    private final Catalogue catalogue;
    private final Instant now;

    Candidates(Catalogue catalogue, Instant now) {
        this.catalogue = catalogue;
        this.now = now;
    }

    List<Candidate> of(Route route, BodyNeeds needs) {
        List<Candidate> unfolded = new ArrayList<>();
        for (Route.Candidate listed : route.candidates()) {
            Model model = catalogue.models().get(listed.model());
            Provider provider = model == null ? null : catalogue.providers().get(model.provider());
            if (model == null || provider == null) {
                // A valid catalogue has no such name; an invalid one never comes into force.
                continue;
            }
            Price price = model.priceAt(now).orElse(null);
            Reservation reservation = reserve(route, model, price, needs);
            for (Provider.Endpoint endpoint : provider.endpoints()) {
                if (listed.endpoint() == null || listed.endpoint().equals(endpoint.name())) {
                    Target target = new Target(provider.name(), endpoint.name(), model.name(), model.providerModel());
                    unfolded.add(new Candidate(target, model, price, reservation));
                }
            }
        }
        return unfolded;
    }

    private Reservation reserve(Route route, Model model, @Nullable Price price, BodyNeeds needs) {
        long output = outputCap(route, model, needs) * needs.choices();
        return new Reservation(needs.inputTokens(), output, worstCase(price, needs.inputTokens(), output));
    }

    /** The request's own cap, else the route's, else the default; never more than the model can give. */
    private long outputCap(Route route, Model model, BodyNeeds needs) {
        Long own = needs.maxOutputTokens() != null ? needs.maxOutputTokens() : route.maxOutputTokens();
        long cap = own != null ? own : catalogue.defaults().maxOutputTokens();
        return model.maxOutputTokens() == null ? cap : Math.min(cap, model.maxOutputTokens());
    }

    private static @Nullable Money worstCase(@Nullable Price price, long input, long output) {
        Usage usage =
                new Usage(Map.of(Meter.INPUT, input, Meter.OUTPUT, output, Meter.REQUEST, 1L), Usage.Source.ESTIMATED);
        return switch (Rating.rate(usage, price)) {
            case Cost.Priced priced -> priced.amount();
            case Cost.Unpriced _ -> null;
        };
    }
}
