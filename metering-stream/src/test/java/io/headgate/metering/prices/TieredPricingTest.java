package io.headgate.metering.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TieredPricingTest {
    private static final String THREE = """
            {"tiered_pricing": [
              {"range": [32000, 128000], "input_cost_per_token": 2.4e-06, "output_cost_per_token": 1.2e-05},
              {"range": [0, 32000], "input_cost_per_token": 1.2e-06, "output_cost_per_token": 6e-06},
              {"range": [128000, null], "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05}]%s}""";

    @Test
    void theFirstRangeIsWhatPlainRequestsCost_andFurtherOnesAreTiersAboveIt() {
        ListedPrice price = found(THREE.formatted(""));

        assertThat(price.rates()).isEqualTo(rates("1.2", "6"));
        assertThat(price.above())
                .containsExactly(
                        new ContextTier(32_000, rates("2.4", "12")), new ContextTier(128_000, rates("3", "15")));
    }

    @Test
    void whatARangeDoesNotSayIsWhatIsSaidBesideThem() {
        ListedPrice price =
                found(THREE.formatted(", \"cache_read_input_token_cost\": 1e-07, \"input_cost_per_token\": 9"));

        assertThat(price.rates())
                .containsEntry(Meter.INPUT, new BigDecimal("1.2"))
                .containsEntry(Meter.CACHE_READ, new BigDecimal("0.1"));
        assertThat(price.above())
                .allSatisfy(tier -> assertThat(tier.rates()).containsEntry(Meter.CACHE_READ, new BigDecimal("0.1")));
    }

    @Test
    void theSameTiersByNameAreNoContradiction() {
        String both = """
                {"input_cost_per_token": 1e-06, "input_cost_per_token_above_200k_tokens": 2e-06, "tiered_pricing": [
                  {"range": [0, 200000], "input_cost_per_token": 1e-06},
                  {"range": [200000, 1000000], "input_cost_per_token": %s}]}""";

        assertThat(found(both.formatted("2e-06")).above()).hasSize(1);
        assertThat(listing(both.formatted("3e-06")))
                .isEqualTo(new Listing.Unusable(
                        "m", "seen tiers by name and others in tiered_pricing, allowed one of the two"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                                   | seen no range, allowed one or more
            [{'max_results_range': [0, 25]}]                     | seen {"max_results_range":[0,25]}, allowed a range of input tokens such as [0, 32000]
            [{'range': [0.5, 9], 'input_cost_per_token': 1}]     | seen {"range":[0.5,9],"input_cost_per_token":…, allowed a range of input tokens such as [0, 32000]
            [{'range': [0, 9], 'output_vector_size': 5}]         | seen a range without a rate per token, allowed one or more rates in each
            [{'range': [5, 9], 'input_cost_per_token': 1}]       | seen no rates below 5 input tokens, allowed ranges from 0 on
            [{'range': [0, 9], 'input_cost_per_token': 'one'}]   | input_cost_per_token: seen "one", allowed a decimal, not negative, with at most 12 decimals for a million tokens
            [{'range': [0, 9], 'input_cost_per_token': 1}, {'range': [8, 20], 'input_cost_per_token': 1}] | seen a range up to 9 and one from 8, allowed ranges that follow each other
            [{'range': [0, 0], 'input_cost_per_token': 1}, {'range': [0, 20], 'input_cost_per_token': 1}] | seen a range up to 0 and one from 0, allowed ranges that follow each other
            [{'range': [0, 9], 'input_cost_per_token': 1, 'output_cost_per_token': 1}, {'range': [9, 20], 'input_cost_per_token': 1}] | seen rates of [input, output] up to 9 and of [input] above, allowed the same meters in all ranges
            """)
    void whatACatalogueCannotSayIsRefused(String ranges, String reason) {
        assertThat(listing("{\"tiered_pricing\": " + ranges.replace('\'', '"') + "}"))
                .isEqualTo(new Listing.Unusable("m", "tiered_pricing: " + reason));
    }

    private static ListedPrice found(String entry) {
        return ((Listing.Found) listing(entry)).price();
    }

    private static Listing listing(String entry) {
        return LitellmList.read("list", "{\"m\": " + entry + "}").named("m");
    }

    private static Map<Meter, BigDecimal> rates(String input, String output) {
        return Map.of(Meter.INPUT, new BigDecimal(input), Meter.OUTPUT, new BigDecimal(output));
    }
}
