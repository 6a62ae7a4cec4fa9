package io.headgate.metering.prices;

import io.headgate.schemas.catalog.edit.NewPrice;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One rate that changes.
 *
 * @param meter of what: {@code input}, {@code batch input}, {@code above 200000 input}
 * @param now as in the catalogue; null when it has none
 * @param then null when there will be none
 */
public record RateChange(
        String meter, @Nullable Money now, @Nullable Money then) {
    /** In per cent, to a tenth; empty when there is nothing to compare with, or in another currency. */
    public Optional<BigDecimal> percent() {
        if (now == null
                || then == null
                || !now.currency().equals(then.currency())
                || now.amount().signum() == 0) {
            return Optional.empty();
        }
        return Optional.of(then.minus(now)
                .amount()
                .multiply(BigDecimal.valueOf(100))
                .divide(now.amount(), 1, RoundingMode.HALF_UP));
    }

    /** What differs, in the order of tiers and meters. */
    static List<RateChange> between(@Nullable NewPrice now, NewPrice then) {
        Map<String, Money> before = now == null ? Map.of() : named(now);
        Map<String, Money> after = named(then);
        List<String> names = new ArrayList<>(after.keySet());
        new TreeSet<>(before.keySet())
                .stream().filter(name -> !after.containsKey(name)).forEach(names::add);
        return names.stream()
                .map(name -> new RateChange(name, before.get(name), after.get(name)))
                .filter(change -> change.now == null || !change.now.equals(change.then))
                .toList();
    }

    private static Map<String, Money> named(NewPrice price) {
        Map<String, Money> named = new LinkedHashMap<>();
        put(named, "", price, price.rates());
        put(named, "batch ", price, price.batch());
        for (ContextTier tier : price.above()) {
            put(named, "above %d ".formatted(tier.inputTokens()), price, tier.rates());
            put(named, "above %d batch ".formatted(tier.inputTokens()), price, tier.batch());
        }
        return named;
    }

    private static void put(Map<String, Money> named, String prefix, NewPrice price, Map<Meter, BigDecimal> rates) {
        rates.forEach((meter, rate) -> named.put(prefix + meter.wireName(), new Money(rate, price.currency())));
    }
}
