package io.headgate.schemas.money;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns usage into cost: sum over meters of quantity × rate ÷ units per price. Exact, never rounded. */
public final class Rating {
    private Rating() {}

    /**
     * The cost of {@code usage} at the rates of {@code price} that apply to its size and to the tier it was served at;
     * {@link Cost.Unpriced} when any used meter has no rate, and when that tier has none.
     */
    public static Cost rate(Usage usage, @Nullable Price price) {
        if (price == null) {
            return new Cost.Unpriced("no price in force");
        }
        if (lacksRates(usage)) {
            return new Cost.Unpriced("price %s has no rate for service tier %s"
                    .formatted(price.id(), usage.tier().wireName()));
        }
        return rateAtPlain(usage, price.applyingTo(usage));
    }

    /** Nobody knows what a token costs at a tier that is not quoted; where nothing was used, that is nothing. */
    private static boolean lacksRates(Usage usage) {
        return usage.tier() instanceof ServiceTier.Unquoted
                && !usage.quantities().isEmpty();
    }

    private static Cost rateAtPlain(Usage usage, Price price) {
        Money total = Money.zero(price.currency());
        for (Map.Entry<Meter, Long> used : usage.quantities().entrySet()) {
            BigDecimal rate = rateOf(used.getKey(), price);
            if (rate == null) {
                return new Cost.Unpriced("price %s has no rate for %s"
                        .formatted(price.id(), used.getKey().wireName()));
            }
            total = total.plus(new Money(amount(used.getKey(), used.getValue(), rate), price.currency()));
        }
        return new Cost.Priced(total);
    }

    /**
     * What each used meter costs, with {@link Money#SCALE} decimals, in the currency of the price: the parts that
     * {@link #rate} adds up. Empty when nothing was used, and when it is unpriced.
     */
    public static Map<Meter, BigDecimal> amounts(Usage usage, Price price) {
        if (lacksRates(usage)) {
            return Map.of();
        }
        Price applying = price.applyingTo(usage);
        Map<Meter, BigDecimal> amounts = new EnumMap<>(Meter.class);
        for (Map.Entry<Meter, Long> used : usage.quantities().entrySet()) {
            BigDecimal rate = rateOf(used.getKey(), applying);
            if (rate == null) {
                return Map.of();
            }
            Money part = new Money(amount(used.getKey(), used.getValue(), rate), price.currency());
            amounts.put(used.getKey(), part.amount());
        }
        return amounts;
    }

    private static BigDecimal amount(Meter meter, long quantity, BigDecimal rate) {
        BigDecimal product = rate.multiply(BigDecimal.valueOf(quantity));
        // Dividing by a million moves the point: exact, unlike divide().
        return meter.isTokens() ? product.movePointLeft(6) : product;
    }

    /**
     * The rate that applies to a meter, for {@link Meter#unitsPerPrice()} units; null when there is none. Providers bill
     * reasoning as output and input read from a cache as input unless they quote a rate of its own; requests and seconds
     * cost nothing unless a rate is quoted. Input that is written to a cache costs more than other input where it is
     * counted at all: without a rate of its own nobody knows what.
     */
    public static @Nullable BigDecimal rateOf(Meter meter, Price price) {
        BigDecimal own = price.rates().get(meter);
        if (own != null) {
            return own;
        }
        return switch (meter) {
            case REASONING -> price.rates().get(Meter.OUTPUT);
            case CACHE_READ -> price.rates().get(Meter.INPUT);
            case INPUT, OUTPUT, CACHE_WRITE_5M, CACHE_WRITE_1H -> null;
            case REQUEST, SECOND -> BigDecimal.ZERO;
        };
    }
}
