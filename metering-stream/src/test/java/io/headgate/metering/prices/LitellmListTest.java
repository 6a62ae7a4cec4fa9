package io.headgate.metering.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LitellmListTest {
    static final LitellmList LIST = LitellmList.read("list", text());

    @Test
    void ratesAreOfAMillionTokens_exactly() {
        ListedPrice price = found("openai", "gpt-4.1-2025-04-14");

        assertThat(price.rates())
                .isEqualTo(Map.of(
                        Meter.INPUT, new BigDecimal("2"),
                        Meter.CACHE_READ, new BigDecimal("0.5"),
                        Meter.OUTPUT, new BigDecimal("8")));
        assertThat(price.batch())
                .isEqualTo(Map.of(Meter.INPUT, new BigDecimal("1"), Meter.OUTPUT, new BigDecimal("4")));
    }

    @Test
    void tiersAndBothKindsOfCacheWritesAreRead() {
        assertThat(found("gemini", "gemini-2.5-pro").above())
                .containsExactly(new ContextTier(
                        200_000, Map.of(Meter.INPUT, new BigDecimal("2.5"), Meter.OUTPUT, new BigDecimal("15"))));
        assertThat(found("anthropic", "claude-x").rates())
                .containsEntry(Meter.CACHE_WRITE_5M, new BigDecimal("3.75"))
                .containsEntry(Meter.CACHE_WRITE_1H, new BigDecimal("6"))
                .containsEntry(Meter.OUTPUT, new BigDecimal("15"));
    }

    @Test
    void aSecondOfTheMachineIsPricedOnce_andZerosAreTheSideThatIsNotBilled() {
        assertThat(found("openai", "by-the-second").rates()).isEqualTo(Map.of(Meter.SECOND, new BigDecimal("0.0455")));
        assertThat(found("openai", "one-side").rates())
                .as("without the zero of its tokens: they are not free, they are not counted")
                .isEqualTo(Map.of(Meter.SECOND, new BigDecimal("0.002")));
        assertThat(LIST.find(model("openai", "two-seconds")))
                .isEqualTo(new Listing.Unusable(
                        "two-seconds",
                        "seen a second at [0.001, 0.002], allowed one rate for what goes in and what comes out"));
    }

    @Test
    void secondsAreLeftOut_whereTokensArePriced() {
        assertThat(found("openai", "tokens-and-seconds").rates()).isEqualTo(Map.of(Meter.INPUT, new BigDecimal("1")));
    }

    @Test
    void aModelIsFoundBehindThePrefixOfItsProvider_whateverWeCallThat() {
        assertThat(found("mistral", "small").name()).isEqualTo("mistral/small");
        assertThat(found("le-chat", "small").name()).isEqualTo("mistral/small");
    }

    @Test
    void severalThatDifferAreToldAndNotGuessed() {
        assertThat(LIST.find(model("google", "gemini-2.5-pro")))
                .isEqualTo(new Listing.Ambiguous(List.of("gemini/gemini-2.5-pro", "gemini-2.5-pro")));
        assertThat(LIST.find(model("elsewhere", "gpt-4.1-2025-04-14"))).isInstanceOf(Listing.Ambiguous.class);
        assertThat(LIST.find(model("azure", "gpt-4.1-2025-04-14")))
                .isInstanceOfSatisfying(
                        Listing.Found.class,
                        found -> assertThat(found.price().name()).startsWith("azure/"));
        assertThat(LIST.find(model("openai", "nobody"))).isEqualTo(new Listing.Absent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "noisy", "negative", "endless", "odd-seconds", "of-audio"})
    void whatIsNoPriceIsUnusable_zerosAmongIt(String name) {
        assertThat(LIST.find(model("openai", name)))
                .isInstanceOfSatisfying(
                        Listing.Unusable.class,
                        unusable -> assertThat(unusable.reason()).isNotBlank());
    }

    @Test
    void textThatIsNoJsonIsRefusedWithItsPlace() {
        assertThatExceptionOfType(OptionError.class)
                .isThrownBy(() -> LitellmList.read("SOURCE", "{\n  \"a\": }"))
                .withMessage("SOURCE, line 2, column 8: seen no JSON, allowed a JSON object");
        assertThatExceptionOfType(OptionError.class).isThrownBy(() -> LitellmList.read("SOURCE", "[]"));
        assertThatExceptionOfType(OptionError.class).isThrownBy(() -> LitellmList.read("SOURCE", ""));
    }

    static Model model(String provider, String providerModel) {
        return new Model(
                new ModelName("m"), new ProviderName(provider), providerModel, Set.of(), 1_000, null, List.of(), null);
    }

    private static ListedPrice found(String provider, String providerModel) {
        return ((Listing.Found) LIST.find(model(provider, providerModel))).price();
    }

    private static String text() {
        try (InputStream in = LitellmListTest.class.getResourceAsStream("/prices/litellm.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
