package io.headgate.schemas.catalog;

import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.money.Price;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pinned model of one provider.
 *
 * @param providerModel what the provider calls it, a dated snapshot where there is one
 * @param capabilities what its lines say that it can
 * @param contextWindow in tokens, input and output together
 * @param maxOutputTokens null when only the context window bounds it
 * @param prices by effective date, ascending; empty means unpriced
 * @param deprecatedOn the day the provider retires it
 * @param lacks what its lines say that it cannot, of {@link Capability#GRANTED}
 */
public record Model(
        ModelName name,
        ProviderName provider,
        String providerModel,
        Set<Capability> capabilities,
        long contextWindow,
        @Nullable Long maxOutputTokens,
        List<Price> prices,
        @Nullable LocalDate deprecatedOn,
        Set<Capability> lacks) {
    /** A model that lacks nothing of what is taken for granted. */
    public Model(
            ModelName name,
            ProviderName provider,
            String providerModel,
            Set<Capability> capabilities,
            long contextWindow,
            @Nullable Long maxOutputTokens,
            List<Price> prices,
            @Nullable LocalDate deprecatedOn) {
        this(
                name,
                provider,
                providerModel,
                capabilities,
                contextWindow,
                maxOutputTokens,
                prices,
                deprecatedOn,
                Set.of());
    }

    public Model {
        capabilities = Set.copyOf(capabilities);
        prices = List.copyOf(prices);
        lacks = Set.copyOf(lacks);
    }

    /** All that it can: what its lines say, and what is taken for granted; several tools at once only where it has tools. */
    public Set<Capability> can() {
        Set<Capability> can = EnumSet.copyOf(Capability.GRANTED);
        can.removeAll(lacks);
        can.removeIf(granted -> !granted.base().map(capabilities::contains).orElse(true));
        can.addAll(capabilities);
        return can;
    }

    /** What its lines say of who it is and what it can. */
    public Ability ability() {
        return new Ability(provider, providerModel, can());
    }

    /** The price in force at a moment: the latest that begins at it or before; empty when there is none. */
    public Optional<Price> priceAt(Instant moment) {
        return prices.stream()
                .filter(price -> !price.effectiveFrom().isAfter(moment))
                .reduce((earlier, later) -> later);
    }
}
