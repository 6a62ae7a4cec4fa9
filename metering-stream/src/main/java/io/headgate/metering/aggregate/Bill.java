package io.headgate.metering.aggregate;

import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt cost, in the parts that the books keep.
 *
 * @param cost as the attempt says it; null when unpriced
 * @param price the price that applied; null when there was none
 * @param parts {@code cost} by meter, in its currency; empty when nothing was used, when it is unpriced, and when price and
 *     usage do not come to this cost: then the cost stands, and nobody knows of what it is made
 * @param dearest what the same usage would have cost at the dearest candidate, in the currency of {@code cost}; null when
 *     that cannot be said
 * @param bound the most it was expected to cost, an estimate; null when there is none
 */
public record Bill(
        @Nullable Money cost,
        @Nullable Price price,
        Map<Meter, BigDecimal> parts,
        @Nullable BigDecimal dearest,
        @Nullable Money bound) {
    public Bill {
        parts = Map.copyOf(parts);
    }

    public static Bill of(Attempt attempt) {
        Price price = priceThatApplied(attempt);
        Usage usage = attempt.usage() == null ? Usage.none() : attempt.usage();
        Money bound = bookable(attempt.reservation().amount());
        return switch (attempt.cost()) {
            case Cost.Unpriced _ -> new Bill(null, price, Map.of(), null, bound);
            case Cost.Priced(var cost) ->
                new Bill(cost, price, parts(cost, usage, price), dearest(cost, usage, attempt.dearest()), bound);
        };
    }

    /** Whether the cost is known to be what the price makes of the usage. */
    boolean isExplained() {
        return cost != null && price != null && sum(parts).compareTo(cost.amount()) == 0;
    }

    private static @Nullable Price priceThatApplied(Attempt attempt) {
        return attempt.price();
    }

    private static Map<Meter, BigDecimal> parts(Money cost, Usage usage, @Nullable Price price) {
        if (price == null || !price.currency().equals(cost.currency())) {
            return Map.of();
        }
        Map<Meter, BigDecimal> parts = Rating.amounts(usage, price);
        return sum(parts).compareTo(cost.amount()) == 0 ? parts : Map.of();
    }

    private static @Nullable BigDecimal dearest(Money cost, Usage usage, @Nullable Price dearest) {
        Currency currency = cost.currency();
        if (dearest == null || !dearest.currency().equals(currency)) {
            return null;
        }
        return switch (Rating.rate(usage, dearest)) {
            case Cost.Priced(var there) -> Bounds.isBookable(there) ? there.amount() : null;
            case Cost.Unpriced _ -> null;
        };
    }

    private static @Nullable Money bookable(@Nullable Money amount) {
        return amount != null && Bounds.isBookable(amount) ? amount : null;
    }

    private static BigDecimal sum(Map<Meter, BigDecimal> parts) {
        return parts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
