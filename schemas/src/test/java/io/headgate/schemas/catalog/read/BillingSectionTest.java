package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Billing;
import io.headgate.schemas.catalog.Billing.Commitment;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.money.Money;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingSectionTest {
    @Test
    void monthsOfTheCalendar_whenNothingIsSaid() {
        assertThat(provider("").billing()).isEqualTo(Billing.CALENDAR_MONTHS);
    }

    @Test
    void commitmentsComeInTheOrderOfTheirFirstDays() {
        Billing billing = provider("""
                billing: {cycle_day: 15, zone: Europe/Berlin, commitments: [
                  {amount: "500.50", currency: EUR, from: 2027-01-01, to: 2027-12-31},
                  {amount: 300, currency: EUR, from: 2026-01-01, to: 2026-12-31}]}""").billing();

        assertThat(billing.cycleDay()).isEqualTo(15);
        assertThat(billing.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(billing.commitments())
                .containsExactly(
                        new Commitment(
                                Money.of("300", "EUR"), LocalDate.parse("2026-01-01"), LocalDate.parse("2026-12-31")),
                        new Commitment(
                                Money.of("500.50", "EUR"),
                                LocalDate.parse("2027-01-01"),
                                LocalDate.parse("2027-12-31")));
    }

    @Test
    void twoCurrenciesMayBePromisedAtOnce() {
        assertThat(provider("""
                        billing: {commitments: [
                          {amount: "1", currency: EUR, from: 2026-01-01, to: 2026-12-31},
                          {amount: "1", currency: USD, from: 2026-01-01, to: 2026-12-31}]}""").billing().commitments()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cycle_day: 29 | billing.cycle_day: seen '29', allowed a whole number, 1 to 28",
                "cycle_day: 0 | billing.cycle_day: seen '0', allowed a whole number, 1 to 28",
                "zone: Mars/Base | billing.zone: seen 'Mars/Base', allowed a time zone such as UTC or Europe/Berlin",
                "commitments: [] | billing.commitments: seen 0 items, allowed 1 or more",
                "commitments: [{amount: 0, currency: USD, from: 2026-01-01, to: 2026-01-31}]"
                        + " | billing.commitments[0].amount: seen 0, allowed more",
                "commitments: [{amount: 1, currency: USD, from: 2026-02-01, to: 2026-01-31}]"
                        + " | billing.commitments[0].to: seen 2026-01-31, allowed no day before from, 2026-02-01",
                "commitments: [{amount: 1, currency: USD, from: 2026-01-31, to: 2026-02-28},"
                        + " {amount: 1, currency: USD, from: 2026-01-01, to: 2026-01-31}]"
                        + " | billing.commitments: seen a commitment from 2026-01-31, before that from 2026-01-01 ends;"
                        + " allowed one at a time in USD",
            })
    void refused_whenItCannotHold(String billing, String problem) {
        assertThat(CatalogTexts.problems(yaml("billing: {" + billing + "}")))
                .singleElement()
                .asString()
                .endsWith("providers.one." + problem);
    }

    private static Provider provider(String billing) {
        return Objects.requireNonNull(
                CatalogTexts.valid(yaml(billing)).providers().get(new ProviderName("one")));
    }

    private static String yaml(String billing) {
        return CatalogTexts.MINIMAL.replaceFirst(
                "  one:\n", "  one:\n" + billing.indent(4).replace("$", "\\$"));
    }
}
