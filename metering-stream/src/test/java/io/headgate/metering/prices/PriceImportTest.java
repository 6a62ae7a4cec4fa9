package io.headgate.metering.prices;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.prices.PriceImport.Outcome;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PriceImportTest {
    private static final LocalDate FROM = LocalDate.of(2026, 11, 26);

    @Test
    void changesAreTheRatesThatDiffer_inPerCent() {
        Outcome.Changed changed = (Outcome.Changed) outcome("{from: 2026-01-01, currency: USD, input: \"1.60\", "
                + "output: \"8\", request: \"0.01\", batch: {input: \"1.5\", output: \"4.00\"}}");

        assertThat(changed.listedAs()).isEqualTo("gpt-4.1-2025-04-14");
        assertThat(changed.price().from()).isEqualTo(FROM);
        assertThat(changed.rates())
                .extracting(rate -> "%s: %s, %s, %s"
                        .formatted(
                                rate.meter(),
                                rate.now(),
                                rate.then(),
                                rate.percent().orElse(null)))
                .containsExactly(
                        "input: 1.60 USD, 2.00 USD, 25.0",
                        "cache_read: null, 0.50 USD, null",
                        "batch input: 1.50 USD, 1.00 USD, -33.3",
                        "request: 0.01 USD, null, null");
    }

    @Test
    void sameRatesChangeNothing_howeverTheyAreWritten() {
        assertThat(outcome("{from: 2026-01-01, currency: USD, input: \"2\", cache_read: \"0.500\", output: \"8.0\", "
                        + "batch: {input: \"1\", output: \"4.00\"}}"))
                .isEqualTo(new Outcome.Unchanged());
    }

    @Test
    void anotherCurrencyIsAChangeWithoutPerCent() {
        Outcome.Changed changed =
                (Outcome.Changed) outcome("{from: 2026-01-01, currency: EUR, input: \"2\", output: \"8\"}");

        assertThat(changed.rates().getFirst())
                .satisfies(rate -> assertThat(rate.percent()).isEmpty())
                .extracting(rate -> rate.now() + ", " + rate.then())
                .isEqualTo("2.00 EUR, 2.00 USD");
    }

    @Test
    void aPriceOfThatDayOrALaterOneIsLeftAlone() {
        assertThat(outcome("{from: 2026-11-26, currency: USD, input: \"1\"}"))
                .isEqualTo(new Outcome.LeftAlone(
                        "the catalogue has another price from 2026-11-26 on already; choose another --from"));
        assertThat(outcome("{from: 2027-01-01, currency: USD, input: \"1\"}"))
                .isEqualTo(new Outcome.LeftAlone(
                        "the catalogue has a later price, from 2027-01-01 on: the new one would end there"));
    }

    @Test
    void anEntryThatIsNamedIsTaken() {
        Map<ModelName, Outcome> outcomes = PriceImport.of(
                catalogue("{from: 2026-01-01, currency: USD, input: \"1\"}"),
                LitellmListTest.LIST,
                FROM,
                Map.of(new ModelName("large"), "azure/gpt-4.1-2025-04-14"));

        assertThat(outcomes.get(new ModelName("large")))
                .isInstanceOfSatisfying(
                        Outcome.Changed.class,
                        changed -> assertThat(changed.listedAs()).startsWith("azure/"));
    }

    private static Outcome outcome(String price) {
        return Objects.requireNonNull(PriceImport.of(catalogue(price), LitellmListTest.LIST, FROM, Map.of())
                .get(new ModelName("large")));
    }

    private static Catalogue catalogue(String price) {
        String yaml = """
                providers:
                  openai: {adapter: openai, endpoints: {main: {base_url: "https://one.example/v1"}}}
                models:
                  large: {provider: openai, provider_model: gpt-4.1-2025-04-14, context_window: 9, prices: [%s]}
                routes:
                  all: {candidates: [{model: large}]}
                """.formatted(price);
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
        return ((ReadCatalog.Valid) new CatalogReader(clock).read(yaml, CatalogRevision.NONE)).catalogue();
    }
}
