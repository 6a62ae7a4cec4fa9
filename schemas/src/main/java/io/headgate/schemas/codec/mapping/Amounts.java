package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Amounts of one currency by meter. */
final class Amounts {
    private Amounts() {}

    static Map<String, BigDecimal> avro(Map<Meter, BigDecimal> amounts) {
        Map<String, BigDecimal> named = HashMap.newHashMap(amounts.size());
        amounts.forEach(
                (meter, amount) -> named.put(meter.wireName(), amount.setScale(Money.SCALE, RoundingMode.UNNECESSARY)));
        return named;
    }

    /** They come back with {@link Money#SCALE} decimals. */
    static Map<Meter, BigDecimal> domain(Map<String, BigDecimal> named) {
        Map<Meter, BigDecimal> amounts = new EnumMap<>(Meter.class);
        named.forEach((name, amount) -> amounts.put(Parts.meter(name), Parts.bounded(amount)));
        return amounts;
    }
}
