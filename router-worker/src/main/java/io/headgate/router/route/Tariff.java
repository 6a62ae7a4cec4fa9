package io.headgate.router.route;

import io.headgate.schemas.money.ContextTier;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.Rating;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A price in the form that candidates are compared by: one tier of it, and the next. Rated as
 * {@link Rating} rates: cached input costs what input does where nothing else is quoted, a request
 * nothing.
 *
 * @param price the whole of it, all tiers
 * @param above it holds for requests with more input tokens than this; -1 for the lowest tier
 * @param input null when the price has no rate for it
 * @param output null when the price has no rate for it
 * @param dearestInput the most that a token of input may cost: fresh, read from a cache or written to one; null when input
 *     has no rate
 * @param dearestOutput the most that a token of output may cost, be it reasoning; null when output has no rate
 * @param inBatches the same tier at batch rates, where anything is dearer at them; else null, as nearly always
 * @param next the tier above; null for the highest
 */
record Tariff(
        Price price,
        long above,
        @Nullable Rate input,
        @Nullable Rate cached,
        @Nullable Rate output,
        @Nullable Rate dearestInput,
        @Nullable Rate dearestOutput,
        Rate request,
        @Nullable Tariff inBatches,
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
        Price plain = price.applyingTo(beyond);
        Price batch = price.applyingTo(beyond.at(new ServiceTier.Batch()));
        Tariff inBatches = isDearerAnywhere(batch, plain) ? ofPlain(price, above, batch, null, null) : null;
        return ofPlain(price, above, plain, inBatches, next);
    }

    private static Tariff ofPlain(
            Price price, long above, Price plain, @Nullable Tariff inBatches, @Nullable Tariff next) {
        Rate input = rate(plain, Meter.INPUT);
        Rate cached = rate(plain, Meter.CACHE_READ);
        Rate output = rate(plain, Meter.OUTPUT);
        Rate request = rate(plain, Meter.REQUEST);
        return new Tariff(
                price,
                above,
                input,
                cached == null ? input : cached,
                output,
                input == null ? null : dearest(plain, true),
                output == null ? null : dearest(plain, false),
                request == null ? Rate.FREE : request,
                inBatches,
                next);
    }

    private static boolean isDearerAnywhere(Price one, Price other) {
        for (Meter meter : Meter.values()) {
            BigDecimal here = Rating.rateOf(meter, one);
            BigDecimal there = Rating.rateOf(meter, other);
            if (here != null && (there == null || here.compareTo(there) > 0)) {
                return true;
            }
        }
        return false;
    }

    /** The dearest of the meters that tokens in one direction may be counted in, by the rates that {@link Rating} takes. */
    private static Rate dearest(Price plain, boolean input) {
        Rate dearest = Rate.FREE;
        for (Meter meter : Meter.values()) {
            BigDecimal quoted = meter.isTokens() && meter.isInput() == input ? Rating.rateOf(meter, plain) : null;
            dearest = quoted == null ? dearest : Rate.dearer(dearest, Rate.of(meter, quoted));
        }
        return dearest;
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
        if (lacks(tier.input, inputTokens) || lacks(tier.cached, cachedTokens) || lacks(tier.output, outputTokens)) {
            sums.setUnpriced(at);
            return;
        }
        add(sums, at, inputTokens, tier.input);
        add(sums, at, cachedTokens, tier.cached);
        add(sums, at, outputTokens, tier.output);
        sums.add(at, 1, tier.request);
    }

    /**
     * Puts the most that one request may cost into {@code sums}, whichever meters its provider counts it in: nobody knows
     * beforehand what will be written to a cache, or thought, or served at batch rates. The input is an estimate: a tier that
     * a provider who counts a quarter more would bill is among those that may apply, and so are all below.
     */
    void reckonWorst(Sums sums, int at, long inputTokens, long outputTokens) {
        reckonWorstHere(sums, at, inputTokens, outputTokens);
        if (inBatches == null && next == null) {
            return;
        }
        Sums tried = new Sums(1);
        raise(inBatches, sums, at, tried, inputTokens, outputTokens);
        for (Tariff tier = next; tier != null && inputTokens + inputTokens / 4 > tier.above; tier = tier.next) {
            raise(tier, sums, at, tried, inputTokens, outputTokens);
            raise(tier.inBatches, sums, at, tried, inputTokens, outputTokens);
        }
    }

    private static void raise(
            @Nullable Tariff tariff, Sums sums, int at, Sums tried, long inputTokens, long outputTokens) {
        if (tariff != null) {
            tried.clear(0);
            tariff.reckonWorstHere(tried, 0, inputTokens, outputTokens);
            sums.raise(at, tried, 0);
        }
    }

    private void reckonWorstHere(Sums sums, int at, long inputTokens, long outputTokens) {
        if (lacks(dearestInput, inputTokens) || lacks(dearestOutput, outputTokens)) {
            sums.setUnpriced(at);
            return;
        }
        add(sums, at, inputTokens, dearestInput);
        add(sums, at, outputTokens, dearestOutput);
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
