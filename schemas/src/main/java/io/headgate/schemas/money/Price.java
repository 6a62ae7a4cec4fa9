package io.headgate.schemas.money;

import io.headgate.schemas.id.PriceId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a model costs from a moment on.
 *
 * @param effectiveFrom the first moment it is in force; it ends where the model's next price begins
 * @param rates per meter, for {@link Meter#unitsPerPrice()} units; not negative, at most {@value #MAX_DECIMALS} decimals
 */
public record Price(PriceId id, Instant effectiveFrom, Currency currency, Map<Meter, BigDecimal> rates) {
    /** With {@link Money#SCALE} decimals of money this makes a cost per single token exact. */
    public static final int MAX_DECIMALS = 12;

    public Price {
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("price %s: seen no rates, allowed one or more meters".formatted(id));
        }
        rates.forEach((meter, rate) -> {
            if (rate.signum() < 0 || rate.stripTrailingZeros().scale() > MAX_DECIMALS) {
                throw new IllegalArgumentException("price %s, %s: seen %s, allowed 0 or more with at most %d decimals"
                        .formatted(id, meter.wireName(), rate.toPlainString(), MAX_DECIMALS));
            }
        });
        rates = Collections.unmodifiableMap(new EnumMap<>(rates));
    }
}
