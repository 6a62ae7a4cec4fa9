package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.money.Price;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PriceSectionTest {
    private static final String PLAIN = "from: 2026-01-01, currency: USD, input: \"0.40\", output: \"1.60\"";

    @Test
    void aPriceWithoutTiers_keepsTheIdItHadBeforeThereWereAny() {
        assertThat(price(PLAIN).id().value()).isEqualTo("m1@2026-01-01/694b438f");
    }

    @Test
    void anotherRateOfATierOrABatch_isAnotherId() {
        String batch = PLAIN + ", batch: {input: \"0.20\"}";
        String tier = PLAIN + ", above: [{input_tokens: 100, input: \"0.80\"}]";
        String higher = PLAIN + ", above: [{input_tokens: 101, input: \"0.80\"}]";
        String cheaper = PLAIN + ", above: [{input_tokens: 100, input: \"0.80\", batch: {input: \"0.40\"}}]";

        assertThat(new String[] {PLAIN, batch, tier, higher, cheaper})
                .extracting(text -> price(text).id())
                .doesNotHaveDuplicates();
    }

    @Test
    void orderOfTheTiersIsNothingToTheId() {
        String low = "{input_tokens: 100, input: \"0.80\"}";
        String high = "{input_tokens: 200, input: \"0.90\"}";

        assertThat(price(PLAIN + ", above: [" + low + ", " + high + "]"))
                .isEqualTo(price(PLAIN + ", above: [" + high + ", " + low + "]"));
    }

    @Test
    void tierWithoutRates_twoOfOneThreshold_andABatchOfNothing_areRefused() {
        assertThat(CatalogTexts.problems(catalogue(PLAIN + ", above: [{input_tokens: 5}]")))
                .singleElement()
                .asString()
                .contains("prices[0].above[0]: seen no rates, allowed one or more of input, cache_read,");
        assertThat(CatalogTexts.problems(catalogue(
                        PLAIN + ", above: [{input_tokens: 5, input: \"1\"}, {input_tokens: 5, output: \"1\"}]")))
                .singleElement()
                .asString()
                .contains("prices[0].above: seen two tiers above 5 input tokens, allowed one");
        assertThat(CatalogTexts.problems(catalogue(PLAIN + ", batch: {}")))
                .singleElement()
                .asString()
                .contains("prices[0].batch: seen no rates");
    }

    private static Price price(String text) {
        return Objects.requireNonNull(
                        CatalogTexts.valid(catalogue(text)).models().get(new ModelName("m1")))
                .prices()
                .getFirst();
    }

    private static String catalogue(String price) {
        return CatalogTexts.MINIMAL.replace("m-1,", "m-1, prices: [{" + price + "}],");
    }
}
