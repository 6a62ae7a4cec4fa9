package io.headgate.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.schemas.id.PriceId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTiersTest {
    /** As Gemini and Anthropic quote long inputs: all tokens are dearer above 200,000, output by half. */
    private static final Price PRICE = new Price(
            new PriceId("p@2026"),
            Instant.EPOCH,
            Amounts.USD,
            rates("1", "0.1", "4"),
            Map.of(Meter.INPUT, new BigDecimal("0.5"), Meter.OUTPUT, new BigDecimal("2")),
            List.of(
                    new ContextTier(
                            200_000,
                            Map.of(Meter.INPUT, new BigDecimal("2"), Meter.OUTPUT, new BigDecimal("6")),
                            Map.of(Meter.INPUT, new BigDecimal("1"))),
                    new ContextTier(1_000_000, Map.of(Meter.INPUT, new BigDecimal("3")))));

    @ParameterizedTest
    @CsvSource({
        "0,       false, p@2026,                      1,   0.1, 4",
        "200000,  false, p@2026,                      1,   0.1, 4",
        "200001,  false, p@2026+above-200000,         2,   0.1, 6",
        "1000001, false, p@2026+above-1000000,        3,   0.1, 4",
        "200000,  true,  p@2026+batch,                0.5, 0.1, 2",
        "200001,  true,  p@2026+above-200000+batch,   1,   0.1, 6",
        "1000001, true,  p@2026+above-1000000,        3,   0.1, 4",
    })
    void theRatesThatApplyAreThoseOfTheSizeAndOfBatches(
            long input, boolean batch, String id, String inputRate, String cachedRate, String outputRate) {
        ServiceTier tier = batch ? new ServiceTier.Batch() : new ServiceTier.Standard();
        Price applying =
                PRICE.applyingTo(Amounts.reported(Map.of(Meter.INPUT, input)).at(tier));

        assertThat(applying)
                .isEqualTo(new Price(
                        new PriceId(id), Instant.EPOCH, Amounts.USD, rates(inputRate, cachedRate, outputRate)));
    }

    @Test
    void cachedInputCountsForTheSize_andOutputDoesNot() {
        Usage cached = Amounts.reported(Map.of(Meter.INPUT, 1L, Meter.CACHE_READ, 200_000L));
        Usage written = Amounts.reported(Map.of(Meter.INPUT, 200_000L, Meter.OUTPUT, 900_000L));

        assertThat(PRICE.applyingTo(cached).id().value()).isEqualTo("p@2026+above-200000");
        assertThat(PRICE.applyingTo(written).id().value()).isEqualTo("p@2026");
    }

    @Test
    void everyTokenOfALongRequestIsBilledAtTheTier() {
        Usage usage = Amounts.reported(Map.of(Meter.INPUT, 300_000L, Meter.OUTPUT, 1_000L));

        assertThat(Rating.rate(usage, PRICE)).isEqualTo(new Cost.Priced(Money.of("0.606", "USD")));
    }

    @Test
    void whatIsServedAtBatchRatesIsBilledAtThem_andADearerTierAtNone() {
        Usage usage = Amounts.reported(Map.of(Meter.INPUT, 1_000L, Meter.OUTPUT, 100L));

        assertThat(Rating.rate(usage.at(new ServiceTier.Batch()), PRICE))
                .isEqualTo(new Cost.Priced(Money.of("0.0007", "USD")));
        assertThat(Rating.rate(usage.at(new ServiceTier.Unquoted("priority")), PRICE))
                .isEqualTo(new Cost.Unpriced("price p@2026 has no rate for service tier priority"));
    }

    @Test
    void refused_whenTwoTiersHaveOneThreshold_orATierHasNothingToSay() {
        ContextTier tier = new ContextTier(5, Map.of(Meter.INPUT, BigDecimal.ONE));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        new Price(PRICE.id(), Instant.EPOCH, Amounts.USD, PRICE.rates(), Map.of(), List.of(tier, tier)))
                .withMessage("price p@2026: seen two tiers above 5, allowed one");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new ContextTier(0, tier.rates()))
                .withMessage("context tier: seen 0 tokens, allowed 1 or more");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new ContextTier(5, Map.of()))
                .withMessage("context tier above 5: seen no rates, allowed one or more meters");
    }

    private static Map<Meter, BigDecimal> rates(String input, String cached, String output) {
        return Map.of(
                Meter.INPUT, new BigDecimal(input),
                Meter.CACHE_READ, new BigDecimal(cached),
                Meter.OUTPUT, new BigDecimal(output));
    }
}
