package io.headgate.schemas.money;

import io.headgate.schemas.id.PriceId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What properties about money are tried on. */
final class Amounts {
    static final Currency USD = Currency.getInstance("USD");

    private Amounts() {}

    static Price price(Map<Meter, BigDecimal> rates) {
        return new Price(new PriceId("p@2026"), Instant.EPOCH, USD, rates);
    }

    static Usage reported(Map<Meter, Long> quantities) {
        return new Usage(quantities, Usage.Source.REPORTED);
    }

    /** Any amount that is allowed, down to the last decimal, below and above zero. */
    static Arbitrary<BigDecimal> amounts() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-1000000000"), new BigDecimal("1000000000"))
                .ofScale(Money.SCALE);
    }

    /** A price with a rate of its own for every meter. */
    static Arbitrary<Price> wholePrices() {
        return Arbitraries.maps(Arbitraries.of(Meter.class), rates())
                .ofSize(Meter.values().length)
                .map(Amounts::price);
    }

    /** Any usage, of no meter up to all of them. */
    static Arbitrary<Usage> usages() {
        return Arbitraries.maps(Arbitraries.of(Meter.class), Arbitraries.longs().between(0, 1_000_000_000_000L))
                .map(Amounts::reported);
    }

    private static Arbitrary<BigDecimal> rates() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("100000"))
                .ofScale(Price.MAX_DECIMALS);
    }

    /** All meters but one. */
    static Map<Meter, BigDecimal> without(Set<Meter> missing, Price price) {
        return Arrays.stream(Meter.values())
                .filter(meter -> !missing.contains(meter))
                .collect(Collectors.toMap(meter -> meter, meter -> price.rates().get(meter)));
    }
}
