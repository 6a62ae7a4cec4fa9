package io.headgate.schemas.catalog.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.edit.PriceEdit.Edited;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceEditTest {
    private static final PriceEdit EDIT =
            new PriceEdit(new CatalogReader(InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"))));
    private static final NewPrice PRICE = new NewPrice(
            LocalDate.of(2026, 11, 26),
            Currency.getInstance("USD"),
            Map.of(Meter.OUTPUT, new BigDecimal("1.5"), Meter.INPUT, new BigDecimal("1E+1")),
            Map.of(Meter.INPUT, new BigDecimal("0.005")),
            List.of(new ContextTier(200_000, Map.of(Meter.INPUT, new BigDecimal("20")))));

    private static final String HEAD = """
            # What we pay for.
            providers:
              one: {adapter: openai, endpoints: {main: {base_url: "https://one.example/v1"}}}
            models:
            """;
    private static final String TAIL = """
            routes:
              all: {candidates: [{model: m1}]}
            """;
    private static final String OPEN = "  m1:\n    provider: one\n    provider_model: m-1\n    context_window: 9\n";
    private static final String ITEM = """
                  - from: 2026-11-26
                    currency: USD
                    input: "10.00"
                    output: "1.50"
                    batch: {input: "0.005"}
                    above:
                      - {input_tokens: 200000, input: "20.00"}
            """;
    private static final String INLINE = "{from: 2026-11-26, currency: USD, input: \"10.00\", output: \"1.50\", "
            + "batch: {input: \"0.005\"}, above: [{input_tokens: 200000, input: \"20.00\"}]}";

    @Test
    void goesBehindTheLastItem_beforeTheCommentThatFollows() {
        String prices = OPEN + "    prices: # dear\n      - from: 2026-01-01\n        currency: USD\n"
                + "        input: \"1\"   # a million\n";
        String comment = "    # when it is retired\n    deprecated_on: 2027-01-01\n";

        assertThat(written(HEAD + prices + comment + TAIL)).isEqualTo(HEAD + prices + ITEM + comment + TAIL);
    }

    @Test
    void goesWhereItsDateBelongs() {
        String before = OPEN + "    prices:\n      - {from: 2026-01-01, currency: USD, input: \"1\"}\n";
        String after = "      - {from: 2027-01-01, currency: USD, input: \"2\"}\n";

        assertThat(written(HEAD + before + after + TAIL))
                .isEqualTo(HEAD + before + "      - " + INLINE + "\n" + after + TAIL);
        assertThat(written(HEAD + OPEN + "    prices:\n" + after + TAIL))
                .isEqualTo(HEAD + OPEN + "    prices:\n      - " + INLINE + "\n" + after + TAIL);
    }

    @Test
    void isWrittenInline_whereTheOthersAre() {
        String model = "  m1: {provider: one, provider_model: m-1, context_window: 9";
        String item = "{from: 2026-01-01, currency: USD, input: \"1\"}";
        String later = "{from: 2027-01-01, currency: USD, input: \"1\"}";

        assertThat(written(HEAD + model + ", prices: [" + item + "]} # ü \uD83D\uDE00\n" + TAIL))
                .isEqualTo(HEAD + model + ", prices: [" + item + ", " + INLINE + "]} # ü \uD83D\uDE00\n" + TAIL);
        assertThat(written(HEAD + model + ", prices: [" + later + "]}\n" + TAIL))
                .isEqualTo(HEAD + model + ", prices: [" + INLINE + ", " + later + "]}\n" + TAIL);
        assertThat(written(HEAD + model + "}\n" + TAIL))
                .isEqualTo(HEAD + model + ", prices: [" + INLINE + "]}\n" + TAIL);
    }

    @Test
    void aModelWithoutPricesGetsThem_withTheLineBreaksOfTheFile() {
        assertThat(written(HEAD + OPEN + "\n" + TAIL)).isEqualTo(HEAD + OPEN + "    prices:\n" + ITEM + "\n" + TAIL);
        assertThat(written((HEAD + OPEN + TAIL).replace("\n", "\r\n")))
                .isEqualTo((HEAD + OPEN + "    prices:\n" + ITEM + TAIL).replace("\n", "\r\n"));
        String last = TAIL + "models:\n" + OPEN.stripTrailing();
        assertThat(written(HEAD.replace("models:\n", "") + last))
                .isEqualTo(HEAD.replace("models:\n", "") + last + "\n    prices:\n" + ITEM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  m2: *same\n",
                "  m2:\n    provider: one\n    provider_model: m-2\n    context_window: 9\n    prices: *list\n"
            })
    void refused_whenAnotherModelWouldChangeAsWell(String second) {
        String model = OPEN.replace("m1:", "m1: &same")
                + "    prices: &list\n      - {from: 2026-01-01, currency: USD, input: \"1\"}\n";

        assertThat(EDIT.write(HEAD + model + second + TAIL, Map.of(new ModelName("m1"), PRICE)))
                .isInstanceOfSatisfying(
                        Edited.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .asString()
                                .contains("by hand"));
    }

    @Test
    void refused_whenThereIsAPriceFromThatDay_orTheTextIsNoCatalogue() {
        String taken = OPEN + "    prices:\n      - {from: 2026-11-26, currency: USD, input: \"1\"}\n";

        assertThat(EDIT.write(HEAD + taken + TAIL, Map.of(new ModelName("m1"), PRICE)))
                .isInstanceOfSatisfying(
                        Edited.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .asString()
                                .contains("seen a second price from 2026-11-26"));
        assertThat(EDIT.write("models: [", Map.of())).isInstanceOf(Edited.Refused.class);
    }

    @Test
    void severalAreWritten_theExampleStaysWhatItWas() throws Exception {
        String example;
        try (var in = PriceEdit.class.getResourceAsStream("/examples/catalog.yml")) {
            example = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        Map<ModelName, NewPrice> prices = new LinkedHashMap<>();
        for (String model : List.of("qwen-local", "gpt-large", "mistral-small", "gpt-mini")) {
            prices.put(new ModelName(model), PRICE);
        }

        String written = ((Edited.Written) EDIT.write(example, prices)).yaml();

        List<String> old = example.lines().toList();
        assertThat(written.lines().toList()).containsSubsequence(old);
    }

    private static String written(String yaml) {
        Edited edited = EDIT.write(yaml, Map.of(new ModelName("m1"), PRICE));
        assertThat(edited).isInstanceOf(Edited.Written.class);
        return ((Edited.Written) edited).yaml();
    }
}
