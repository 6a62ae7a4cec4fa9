package io.headgate.router.route;

import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A price in the form that candidates are compared by: one tier of it, and the next. Rated as
 * {@link io.headgate.schemas.money.Rating} rates: cached input costs what input does where nothing else is quoted, a request
 * nothing.
 *
 * @param price the whole of it, all tiers
 * @param above it holds for requests with more input tokens than this; -1 for the lowest tier
 * @param input null when the price has no rate for it
 * @param output null when the price has no rate for it
 * @param next the tier above; null for the highest
 */
record Tariff(
        Price price,
        long above,
        @Nullable Rate input,
        @Nullable Rate cached,
        @Nullable Rate output,
        Rate request,
        @Nullable Tariff next) {
    /** The lowest tier, all others behind it. */
    static Tariff of(Price price) {
        Tariff next = null;
        for (ContextTier tier : price.above().reversed()) {
            next = of(price, tier.inputTokens(), next);
        }
        return of(price, -1, next);
    }

    private static Tariff of(Price price, long above, @Nullable Tariff next) {
        Usage beyond = new Usage(Map.of(Meter.INPUT, above + 1), Usage.Source.ESTIMATED);
        Price plain = price.applyingTo(beyond, false);
        Rate input = rate(plain, Meter.INPUT);
        Rate cached = rate(plain, Meter.CACHE_READ);
        Rate request = rate(plain, Meter.REQUEST);
        return new Tariff(
                price,
                above,
                input,
                cached == null ? input : cached,
                rate(plain, Meter.OUTPUT),
                request == null ? Rate.FREE : request,
                next);
    }

    private static @Nullable Rate rate(Price price, Meter meter) {
        BigDecimal quoted = price.rates().get(meter);
        return quoted == null ? null : Rate.of(meter, quoted);
    }

    /**
     * Puts the cost of one request into {@code sums}, at the tier its input reaches; as unpriced where something that is
     * used has no rate.
     */
    void reckon(Sums sums, int at, long inputTokens, long cachedTokens, long outputTokens) {
        Tariff tier = this;
        while (tier.next != null && inputTokens + cachedTokens > tier.next.above) {
            tier = tier.next;
        }
        tier.reckonHere(sums, at, inputTokens, cachedTokens, outputTokens);
    }

    /**
     * Puts the most that one request may cost into {@code sums}. The input is an estimate: a tier that a provider who counts
     * a quarter more would bill is among those that may apply, and so are all below.
     */
    void reckonWorst(Sums sums, int at, long inputTokens, long outputTokens) {
        reckonHere(sums, at, inputTokens, 0, outputTokens);
        if (next == null) {
            return;
        }
        Sums tried = new Sums(1);
        for (Tariff tier = next; tier != null && inputTokens + inputTokens / 4 > tier.above; tier = tier.next) {
            tried.clear(0);
            tier.reckonHere(tried, 0, inputTokens, 0, outputTokens);
            sums.raise(at, tried, 0);
        }
    }

    private void reckonHere(Sums sums, int at, long inputTokens, long cachedTokens, long outputTokens) {
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
