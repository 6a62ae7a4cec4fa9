package io.headgate.metering.aggregate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.AttemptFixture;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BillTest {
    private static final Instant STARTED = Instant.parse("2026-11-20T10:07:59.999Z");
    private static final Price SMALL = requireNonNull(AttemptFixture.price("small"));

    @Test
    void costIsSplitByMeter_andReasoningIsBilledAsOutput() {
        Bill bill = Bill.of(attempt(Map.of(
                Meter.INPUT, 1_000_000L, Meter.CACHE_READ, 2_000_000L, Meter.OUTPUT, 1_000L, Meter.REASONING, 500L)));

        assertThat(bill.parts().get(Meter.INPUT)).isEqualByComparingTo("0.150000000001");
        assertThat(bill.parts().get(Meter.CACHE_READ)).isEqualByComparingTo("0.300000000002");
        assertThat(bill.parts().get(Meter.OUTPUT)).isEqualByComparingTo("0.000600000000003");
        assertThat(bill.parts().get(Meter.REASONING)).isEqualByComparingTo("0.0003000000000015");
    }

    @Test
    void dearestIsTheSameUsageAtTheDearestPrice() {
        Attempt attempt = attempt(Map.of(Meter.INPUT, 1_000_000L, Meter.OUTPUT, 1_000_000L));
        Price twice = price("USD", "0.300000000002", "1.200000000006");

        assertThat(Bill.of(AttemptFixture.compared(attempt, null, twice)).dearest())
                .isEqualByComparingTo("1.500000000008");
    }

    @Test
    void nothingIsComparable_whenTheDearestIsOfAnotherCurrencyOrLacksARate() {
        Attempt attempt = attempt(Map.of(Meter.INPUT, 1_000_000L, Meter.OUTPUT, 1L));

        assertThat(dearest(attempt, price("EUR", "9", "9"))).isNull();
        assertThat(dearest(
                        attempt, new Price(SMALL.id(), STARTED, SMALL.currency(), Map.of(Meter.INPUT, BigDecimal.ONE))))
                .isNull();
        assertThat(dearest(attempt, null)).isNull();
    }

    @Test
    void costStandsWithoutParts_whenThePriceDoesNotExplainIt() {
        Attempt attempt = attempt(Map.of(Meter.INPUT, 1_000_000L));
        Money otherwise = Money.of("0.2", "USD");
        Attempt odd = costing(attempt, otherwise);

        Increment increment = ((Counted.Bookable) Aggregation.count(odd)).increment();

        assertThat(Bill.of(odd).parts()).isEmpty();
        assertThat(increment.amount()).isEqualTo(otherwise.amount());
        // Not on the line of the price, whose parts add up.
        assertThat(increment.line().price()).isNull();
        assertThat(((Counted.Bookable) Aggregation.count(attempt))
                        .increment()
                        .line()
                        .price())
                .isEqualTo(SMALL.id());
    }

    @Test
    void absurdBoundIsLeftOut_andDoesNotStopTheBooks() {
        Attempt attempt = attempt(Map.of(Meter.INPUT, 1L));
        Attempt absurd = AttemptFixture.compared(attempt, null, price("USD", "99999999999999999999999999", "1"));

        assertThat(Aggregation.count(absurd)).isInstanceOf(Counted.Bookable.class);
        assertThat(dearest(attempt(Map.of(Meter.INPUT, 1_000_000_000_000L)), price("USD", "99999999999", "1")))
                .isNull();
    }

    private static @Nullable BigDecimal dearest(Attempt attempt, @Nullable Price price) {
        return Bill.of(AttemptFixture.compared(attempt, null, price)).dearest();
    }

    private static Price price(String currency, String input, String output) {
        return new Price(
                SMALL.id(),
                STARTED,
                Currency.getInstance(currency),
                Map.of(Meter.INPUT, new BigDecimal(input), Meter.OUTPUT, new BigDecimal(output)));
    }

    private static Attempt attempt(Map<Meter, Long> quantities) {
        Usage usage = new Usage(quantities, Usage.Source.REPORTED);
        return AttemptFixture.attempt("acme", "r1", "small", Map.of(), STARTED, AttemptStatus.COMPLETED, usage);
    }

    private static Attempt costing(Attempt a, Money cost) {
        return new Attempt(
                a.key(),
                a.summary(),
                a.number(),
                a.alias(),
                a.userId(),
                a.taskType(),
                a.tags(),
                a.firstByteAt(),
                a.usage(),
                a.price(),
                new Cost.Priced(cost),
                a.reservation(),
                a.servedModel(),
                a.upstreamRequestId(),
                a.revision(),
                a.disposition());
    }
}
