package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Prices, their tiers and batch rates. Rates come back without trailing zeros. */
final class Prices {
    private Prices() {}

    static io.headgate.schemas.avro.Price avro(Price price) {
        return new io.headgate.schemas.avro.Price(
                price.id().value(),
                price.effectiveFrom(),
                price.currency().getCurrencyCode(),
                avro(price.rates()),
                avro(price.batch()),
                price.above().stream().map(Prices::avro).toList());
    }

    static Price domain(io.headgate.schemas.avro.Price price) {
        return new Price(
                new PriceId(price.getId()),
                price.getEffectiveFrom(),
                Currency.getInstance(price.getCurrency()),
                domain(price.getRates()),
                domain(price.getBatch()),
                price.getAbove().stream().map(Prices::domain).toList());
    }

    private static io.headgate.schemas.avro.ContextTier avro(ContextTier tier) {
        return new io.headgate.schemas.avro.ContextTier(tier.inputTokens(), avro(tier.rates()), avro(tier.batch()));
    }

    private static ContextTier domain(io.headgate.schemas.avro.ContextTier tier) {
        return new ContextTier(tier.getInputTokens(), domain(tier.getRates()), domain(tier.getBatch()));
    }

    private static Map<String, BigDecimal> avro(Map<Meter, BigDecimal> rates) {
        Map<String, BigDecimal> named = HashMap.newHashMap(rates.size());
        rates.forEach((meter, rate) ->
                named.put(meter.wireName(), rate.setScale(Price.MAX_DECIMALS, RoundingMode.UNNECESSARY)));
        return named;
    }

    private static Map<Meter, BigDecimal> domain(Map<String, BigDecimal> named) {
        EnumMap<Meter, BigDecimal> rates = new EnumMap<>(Meter.class);
        named.forEach((name, rate) -> rates.put(Parts.meter(name), Parts.withoutTrailingZeros(rate)));
        return rates;
    }
}
