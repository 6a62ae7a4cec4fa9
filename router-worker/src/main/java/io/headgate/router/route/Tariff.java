package io.headgate.router.route;

import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A price in the form that candidates are compared by. Rated as {@link io.headgate.schemas.money.Rating} rates: cached input
 * costs what input does where nothing else is quoted, a request nothing.
 *
 * @param input null when the price has no rate for it
 * @param output null when the price has no rate for it
 */
record Tariff(
        Price price,
        @Nullable Rate input,
        @Nullable Rate cached,
        @Nullable Rate output,
        Rate request) {
    static Tariff of(Price price) {
        Rate input = rate(price, Meter.INPUT);
        Rate cached = rate(price, Meter.CACHE_READ);
        Rate request = rate(price, Meter.REQUEST);
        return new Tariff(
                price,
                input,
                cached == null ? input : cached,
                rate(price, Meter.OUTPUT),
                request == null ? Rate.FREE : request);
    }

    private static @Nullable Rate rate(Price price, Meter meter) {
        BigDecimal quoted = price.rates().get(meter);
        return quoted == null ? null : Rate.of(meter, quoted);
    }

    /** Puts the cost of one request into {@code sums}; as unpriced where something that is used has no rate. */
    void reckon(Sums sums, int at, long inputTokens, long cachedTokens, long outputTokens) {
        if (lacks(input, inputTokens) || lacks(cached, cachedTokens) || lacks(output, outputTokens)) {
            sums.setUnpriced(at);
            return;
        }
        add(sums, at, inputTokens, input);
        add(sums, at, cachedTokens, cached);
        add(sums, at, outputTokens, output);
        sums.add(at, 1, request);
    }

    private static boolean lacks(@Nullable Rate rate, long quantity) {
        return rate == null && quantity > 0;
    }

    private static void add(Sums sums, int at, long quantity, @Nullable Rate rate) {
        if (rate != null) {
            sums.add(at, quantity, rate);
        }
    }
}
