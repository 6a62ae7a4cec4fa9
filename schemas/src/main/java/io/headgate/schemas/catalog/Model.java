package io.headgate.schemas.catalog;

import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.money.Price;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pinned model of one provider.
 *
 * @param providerModel what the provider calls it, a dated snapshot where there is one
 * @param contextWindow in tokens, input and output together
 * @param maxOutputTokens null when only the context window bounds it
 * @param prices by effective date, ascending; empty means unpriced
 * @param deprecatedOn the day the provider retires it
 */
public record Model(
        ModelName name,
        ProviderName provider,
        String providerModel,
        Set<Capability> capabilities,
        long contextWindow,
        @Nullable Long maxOutputTokens,
        List<Price> prices,
        @Nullable LocalDate deprecatedOn) {
    public Model {
        capabilities = Set.copyOf(capabilities);
        prices = List.copyOf(prices);
    }

    /** The price in force at a moment: the latest that begins at it or before; empty when there is none. */
    public Optional<Price> priceAt(Instant moment) {
        return prices.stream()
                .filter(price -> !price.effectiveFrom().isAfter(moment))
                .reduce((earlier, later) -> later);
    }
}
