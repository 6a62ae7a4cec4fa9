package io.headgate.metering.rerate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReratingTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

    /** Two dollars, and half of it in batches; from December on three. */
    private static final Catalogue BOOK =
            ((ReadCatalog.Valid) new CatalogReader(Clock.systemUTC()).read("""
                            providers:
                              one: {adapter: openai, endpoints: {main: {base_url: "https://one.example/v1"}}}
                            models:
                              m:
                                provider: one
                                provider_model: m-1
                                context_window: 9
                                prices:
                                  - {from: 2026-01-01, currency: USD, input: "2", output: "4", batch: {input: "1"}}
                                  - {from: 2026-12-01, currency: USD, input: "3", output: "4"}
                              later:
                                provider: one
                                provider_model: m-2
                                context_window: 9
                                prices: [{from: 2026-12-01, currency: USD, input: "3"}]
                              inputs:
                                provider: one
                                provider_model: m-3
                                context_window: 9
                                prices: [{from: 2026-01-01, currency: USD, input: "3"}]
                            routes:
                              all: {candidates: [{model: m}]}
                            """, CatalogRevision.NONE)).catalogue();

    @Test
    void theDifferenceIsCorrected_meterByMeter() {
        Rerating rerating = Rerating.of(attempt("m", Map.of(USD, amounts("1.5", "1.5", null))), BOOK);

        assertThat(rerating.cost()).contains(Money.of("6", "USD"));
        assertThat(rerating.corrections()).singleElement().satisfies(correction -> {
            assertThat(correction.currency()).isEqualTo(USD);
            assertThat(correction.difference().total()).isEqualByComparingTo("4.5");
            assertThat(parts(correction))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(Meter.INPUT, "0.5", Meter.OUTPUT, "4"));
            assertThat(correction.price().id().value()).startsWith("m@2026-01-01/");
            assertThat(correction.pricesUnpriced()).isFalse();
        });
    }

    @Test
    void priceIsTheOneOfItsTime_andOfBatches() {
        BookedAttempt december = with(attempt("m", Map.of()), Instant.parse("2026-12-01T00:00:00Z"), false);
        BookedAttempt batch = servedAt(attempt("m", Map.of()), new ServiceTier.Batch());

        assertThat(Rerating.of(december, BOOK).cost()).contains(Money.of("7", "USD"));
        assertThat(Rerating.of(batch, BOOK).cost()).contains(Money.of("5", "USD"));
        assertThat(Rerating.of(batch, BOOK)
                        .corrections()
                        .getFirst()
                        .price()
                        .id()
                        .value())
                .endsWith("+batch");
    }

    /** Dispatched in November at two dollars, begun in December when it is three: the price is November's. */
    @Test
    void nothingIsCorrected_whenAPriceChangedBetweenDispatchAndStart() {
        Instant started = Instant.parse("2026-12-01T00:00:04Z");
        Map<Currency, Amounts> stamped = Map.of(USD, amounts("6", "2", "4"));
        BookedAttempt attempt = new BookedAttempt(
                new LedgerKey(started, 0, 1),
                Instant.parse("2026-11-30T23:59:58Z"),
                new ModelName("m"),
                attempt("m", Map.of()).usage(),
                false,
                stamped);

        assertThat(Rerating.of(attempt, BOOK).corrections()).isEmpty();
        assertThat(Rerating.of(with(attempt, started, false), BOOK).corrections())
                .as("at its start it would be")
                .hasSize(1);
    }

    /** Another price is no price of the tier that it was served at either. */
    @Test
    void whatWasServedAtATierWithoutAPriceIsLeftAlone() {
        Rerating rerating = Rerating.of(servedAt(attempt("m", Map.of()), new ServiceTier.Unquoted("priority")), BOOK);

        assertThat(rerating.cost()).isEmpty();
        assertThat(rerating.corrections()).isEmpty();
    }

    @Test
    void whatIsRightIsLeftAlone() {
        assertThat(Rerating.of(attempt("m", Map.of(USD, amounts("6", "2", "4"))), BOOK)
                        .corrections())
                .isEmpty();
    }

    @Test
    void whatWasUnpricedIsPriced_thoughItCostNothing() {
        BookedAttempt nothing =
                new BookedAttempt(new LedgerKey(AT, 0, 1), AT, new ModelName("m"), Usage.none(), false, Map.of());

        assertThat(Rerating.of(nothing, BOOK).corrections()).singleElement().satisfies(correction -> {
            assertThat(correction.difference().total()).isZero();
            assertThat(correction.pricesUnpriced()).isTrue();
        });
        assertThat(Rerating.of(attempt("m", Map.of()), BOOK).corrections())
                .singleElement()
                .satisfies(correction -> assertThat(correction.pricesUnpriced()).isTrue());
    }

    @Test
    void anotherCurrencyIsTakenBackInItsOwn() {
        assertThat(Rerating.of(attempt("m", Map.of(EUR, amounts("5", "1", "4"))), BOOK)
                        .corrections())
                .extracting(correction ->
                        correction.difference().total().stripTrailingZeros().toPlainString() + " "
                                + correction.currency())
                .containsExactly("-5 EUR", "6 USD");
    }

    @Test
    void whatNobodyKnowsDoesNotReplaceWhatIsBooked() {
        Map<Currency, Amounts> booked = Map.of(USD, amounts("1", "1", null));

        assertThat(Rerating.of(attempt("nobody", booked), BOOK).corrections()).isEmpty();
        assertThat(Rerating.of(attempt("later", booked), BOOK).corrections()).isEmpty();
        assertThat(Rerating.of(attempt("inputs", booked), BOOK).cost()).isEmpty();
        assertThat(Rerating.of(with(attempt("m", Map.of()), AT, true), BOOK).corrections())
                .isEmpty();
    }

    @Test
    void partsThatAreNotKnownStayUnknown() {
        Map<Currency, Amounts> booked = Map.of(USD, new Amounts(BigDecimal.ONE, null));

        assertThat(Rerating.of(attempt("m", booked), BOOK).corrections())
                .singleElement()
                .satisfies(correction -> {
                    assertThat(correction.difference().total()).isEqualByComparingTo("5");
                    assertThat(correction.difference().parts()).isNull();
                });
    }

    /** Whatever was booked: with its corrections it says what the catalogue says, and then there is nothing to correct. */
    @Property
    void correctingTwiceCorrectsNothing(
            @ForAll @LongRange(max = 20_000_000) long usd,
            @ForAll @LongRange(max = 3) long eur,
            @ForAll @LongRange(max = 10_000_000) long input) {
        Map<Currency, Amounts> booked = new HashMap<>();
        put(booked, USD, new BigDecimal(usd).movePointLeft(6));
        put(booked, EUR, new BigDecimal(eur));
        BookedAttempt attempt = new BookedAttempt(
                new LedgerKey(AT, 0, 1),
                AT,
                new ModelName("m"),
                new Usage(Map.of(Meter.INPUT, input), Usage.Source.REPORTED),
                false,
                booked);

        Rerating.of(attempt, BOOK)
                .corrections()
                .forEach(correction -> booked.merge(correction.currency(), correction.difference(), Amounts::plus));

        BookedAttempt corrected = new BookedAttempt(attempt.key(), AT, attempt.model(), attempt.usage(), false, booked);
        assertThat(Rerating.of(corrected, BOOK).corrections()).isEmpty();
        assertThat(booked.getOrDefault(USD, Amounts.NOTHING).total())
                .isEqualByComparingTo(new BigDecimal(2 * input).movePointLeft(6));
        assertThat(booked.getOrDefault(EUR, Amounts.NOTHING).total()).isZero();
    }

    @Test
    void totalsAreByDayModelAndCurrency() {
        RerateTotals totals = new RerateTotals();
        totals.add(Rerating.of(attempt("m", Map.of(USD, amounts("1.5", "1.5", null))), BOOK));
        totals.add(Rerating.of(attempt("m", Map.of()), BOOK));
        totals.add(Rerating.of(attempt("nobody", Map.of()), BOOK));
        totals.add(Rerating.of(attempt("nobody", Map.of(EUR, amounts("5", "5", null))), BOOK));

        assertThat(totals.lines())
                .extracting(line -> "%s %s %s: %d attempts, %s to %s, unpriced %d to %d"
                        .formatted(
                                line.day(),
                                line.model(),
                                line.currency(),
                                line.attempts(),
                                line.booked().stripTrailingZeros().toPlainString(),
                                line.recomputed().stripTrailingZeros().toPlainString(),
                                line.unpricedBefore(),
                                line.unpricedAfter()))
                .containsExactly(
                        "2026-11-20 m USD: 2 attempts, 1.5 to 12, unpriced 1 to 0",
                        "2026-11-20 nobody null: 1 attempts, 0 to 0, unpriced 1 to 1",
                        "2026-11-20 nobody EUR: 1 attempts, 5 to 5, unpriced 0 to 0");
    }

    private static void put(Map<Currency, Amounts> booked, Currency currency, BigDecimal amount) {
        if (amount.signum() != 0) {
            booked.put(currency, new Amounts(amount, Map.of(Meter.INPUT, amount)));
        }
    }

    /** A million tokens in and a million out. */
    private static BookedAttempt attempt(String model, Map<Currency, Amounts> booked) {
        Usage usage = new Usage(Map.of(Meter.INPUT, 1_000_000L, Meter.OUTPUT, 1_000_000L), Usage.Source.REPORTED);
        return new BookedAttempt(new LedgerKey(AT, 0, 1), AT, new ModelName(model), usage, false, booked);
    }

    private static BookedAttempt with(BookedAttempt attempt, Instant pricedAt, boolean mayBeMore) {
        return new BookedAttempt(
                attempt.key(), pricedAt, attempt.model(), attempt.usage(), mayBeMore, attempt.booked());
    }

    private static BookedAttempt servedAt(BookedAttempt attempt, ServiceTier tier) {
        return new BookedAttempt(
                attempt.key(),
                attempt.pricedAt(),
                attempt.model(),
                attempt.usage().at(tier),
                attempt.mayBeMore(),
                attempt.booked());
    }

    private static Amounts amounts(String total, String input, @Nullable String output) {
        Map<Meter, BigDecimal> parts = new HashMap<>(Map.of(Meter.INPUT, new BigDecimal(input)));
        if (output != null) {
            parts.put(Meter.OUTPUT, new BigDecimal(output));
        }
        return new Amounts(new BigDecimal(total), parts);
    }

    private static Map<Meter, String> parts(Correction correction) {
        Map<Meter, String> parts = new HashMap<>();
        Map<Meter, BigDecimal> known =
                Objects.requireNonNull(correction.difference().parts());
        known.forEach(
                (meter, part) -> parts.put(meter, part.stripTrailingZeros().toPlainString()));
        return parts;
    }
}
