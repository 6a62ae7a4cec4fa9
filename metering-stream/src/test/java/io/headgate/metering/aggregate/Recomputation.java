package io.headgate.metering.aggregate;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The books, recomputed from the log in the plainest way there is: every attempt by itself, a sum for every figure. It
 * shares nothing with what it checks but the records. Figures that are zero are left out on both sides.
 */
final class Recomputation {
    private final Map<List<?>, Map<String, BigDecimal>> lines = new HashMap<>();

    private Recomputation() {}

    static Map<List<?>, Map<String, BigDecimal>> ofAttempts(Collection<Attempt> attempts, String tag) {
        Recomputation books = new Recomputation();
        attempts.forEach(attempt -> books.add(attempt, tag));
        return books.withoutZeros();
    }

    static Map<List<?>, Map<String, BigDecimal>> ofIncrements(Collection<Increment> increments, String tag) {
        Recomputation books = new Recomputation();
        increments.forEach(increment -> books.add(increment, tag));
        return books.withoutZeros();
    }

    private void add(Attempt attempt, String tag) {
        boolean priced = attempt.cost() instanceof Cost.Priced;
        BigDecimal cost = attempt.cost() instanceof Cost.Priced(var money) ? money.amount() : BigDecimal.ZERO;
        Price price = attempt.price();
        Instant started = attempt.summary().startedAt();
        boolean untold = attempt.summary().status() == AttemptStatus.UNKNOWN && attempt.usage() == null;
        Money bound = attempt.reservation().amount();
        String bounds = bound == null ? null : bound.currency().getCurrencyCode();
        String currency = priced && price != null ? price.currency().getCurrencyCode() : untold ? bounds : null;
        List<?> line = key(
                attempt.key().tenant().value(),
                started.getEpochSecond() / 60,
                attempt.tags().getOrDefault("project", ""),
                clean(attempt.tags().get(tag)),
                attempt.alias().value(),
                attempt.variant(),
                attempt.summary().target(),
                price == null ? null : price.id().value(),
                currency);
        AttemptStatus status = attempt.summary().status();
        boolean failed = status == AttemptStatus.RETRYABLE || status == AttemptStatus.REFUSED;
        count(line, "attempts", true);
        count(line, "completed", status == AttemptStatus.COMPLETED);
        count(line, "failed", failed);
        count(line, "unknown", status == AttemptStatus.UNKNOWN);
        count(line, "unpriced", !priced && !untold);
        Usage usage = attempt.usage() == null ? Usage.none() : attempt.usage();
        count(line, "estimated", usage.source() == Usage.Source.ESTIMATED);
        add(line, "amount", cost);
        add(line, "cost failed", failed ? cost : BigDecimal.ZERO);
        // What was used at a tier without a price is unpriced: what was held before is no bound of it.
        if (status == AttemptStatus.UNKNOWN && bound != null && Objects.equals(bounds, currency)) {
            add(line, "bound", bound.amount());
        }
        add(line, "millis", BigDecimal.valueOf(attempt.summary().duration().toMillis()));
        usage.quantities().forEach((meter, units) -> {
            add(line, "units of " + meter, BigDecimal.valueOf(units));
            if (priced && price != null) {
                add(line, "cost of " + meter, cost(meter, units, price));
            }
        });
        Price dearest = attempt.dearest();
        if (priced && price != null && dearest != null && dearest.currency().equals(price.currency())) {
            add(line, "own", cost);
            usage.quantities().forEach((meter, units) -> add(line, "dearest", cost(meter, units, dearest)));
        }
    }

    /** Division by a million is exact in decimals. */
    private static BigDecimal cost(Meter meter, long units, Price price) {
        Meter billedAs = switch (meter) {
            case CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_1H -> Meter.INPUT;
            case REASONING -> Meter.OUTPUT;
            case INPUT, OUTPUT, REQUEST, SECOND -> meter;
        };
        BigDecimal rate = price.rates().getOrDefault(meter, price.rates().getOrDefault(billedAs, BigDecimal.ZERO));
        return rate.multiply(BigDecimal.valueOf(units)).divide(BigDecimal.valueOf(meter.unitsPerPrice()));
    }

    private void add(Increment i, String tag) {
        Increment.Line of = i.line();
        List<?> line = key(
                of.tenant().value(),
                of.minute().getEpochSecond() / 60,
                of.project(),
                of.tags().get(tag),
                of.alias().value(),
                of.variant(),
                of.target(),
                of.price() == null ? null : of.price().value(),
                of.currency() == null ? null : of.currency().getCurrencyCode());
        add(line, "attempts", BigDecimal.valueOf(i.attempts()));
        add(line, "completed", BigDecimal.valueOf(i.completed()));
        add(line, "failed", BigDecimal.valueOf(i.troubles().failed()));
        add(line, "unknown", BigDecimal.valueOf(i.troubles().unknown()));
        add(line, "unpriced", BigDecimal.valueOf(i.unpriced()));
        add(line, "estimated", BigDecimal.valueOf(i.estimated()));
        add(line, "amount", i.amount());
        add(line, "cost failed", i.troubles().failedAmount());
        add(line, "bound", i.troubles().unknownBound());
        add(line, "millis", BigDecimal.valueOf(i.duration().toMillis()));
        i.quantities().forEach((meter, units) -> add(line, "units of " + meter, BigDecimal.valueOf(units)));
        i.amounts().forEach((meter, amount) -> add(line, "cost of " + meter, amount));
        if (i.comparison() != null) {
            add(line, "own", i.comparison().own());
            add(line, "dearest", i.comparison().dearest());
        }
    }

    private void count(List<?> line, String figure, boolean counts) {
        add(line, figure, counts ? BigDecimal.ONE : BigDecimal.ZERO);
    }

    private void add(List<?> line, String figure, @Nullable BigDecimal value) {
        if (value != null) {
            lines.computeIfAbsent(line, _ -> new TreeMap<>()).merge(figure, value, BigDecimal::add);
        }
    }

    private Map<List<?>, Map<String, BigDecimal>> withoutZeros() {
        lines.values().forEach(figures -> {
            figures.values().removeIf(value -> value.signum() == 0);
            figures.replaceAll((_, value) -> value.stripTrailingZeros());
        });
        return lines;
    }

    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : text.replace('\u0000', '\uFFFD');
    }

    private static List<?> key(@Nullable Object... parts) {
        List<Object> key = new ArrayList<>();
        for (Object part : parts) {
            key.add(part == null ? "none" : part);
        }
        return key;
    }
}
