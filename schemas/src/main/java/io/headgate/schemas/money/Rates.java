package io.headgate.schemas.money;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Maps of rates by meter: how they are checked, kept and laid over each other. */
final class Rates {
    private Rates() {}

    /**
     * An unmodifiable copy.
     *
     * @throws IllegalArgumentException when a rate is negative or has more than {@value Price#MAX_DECIMALS} decimals
     */
    static Map<Meter, BigDecimal> checked(String of, Map<Meter, BigDecimal> rates) {
        rates.forEach((meter, rate) -> {
            if (rate.signum() < 0 || rate.stripTrailingZeros().scale() > Price.MAX_DECIMALS) {
                throw new IllegalArgumentException("%s, %s: seen %s, allowed 0 or more with at most %d decimals"
                        .formatted(of, meter.wireName(), rate.toPlainString(), Price.MAX_DECIMALS));
            }
        });
        return rates.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(rates));
    }

    /** The rates of {@code over}, and those of {@code under} for the meters it does not quote. */
    static Map<Meter, BigDecimal> laidOver(Map<Meter, BigDecimal> under, Map<Meter, BigDecimal> over) {
        EnumMap<Meter, BigDecimal> rates = new EnumMap<>(under);
        rates.putAll(over);
        return rates;
    }
}
