package io.headgate.metering.aggregate;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Line;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What attempts add up to. The increments of a line form a commutative monoid under {@link #merge}, with {@link #none}
 * as its neutral element: however attempts are grouped, ordered and split over increments, the sums are the same to
 * the last decimal.
 */
public final class Aggregation {
    /** The tag whose value the books group by. */
    public static final String PROJECT_TAG = "project";

    private Aggregation() {}

    /** What one attempt adds, or why the books cannot take it. */
    public static Counted count(Attempt attempt) {
        return Bounds.broken(attempt)
                .<Counted>map(Counted.Refused::new)
                .orElseGet(() -> new Counted.Bookable(incrementOf(attempt)));
    }

    /** Nothing, on a line. */
    public static Increment none(Line line) {
        return new Increment(line, 0, 0, 0, 0, Map.of(), null);
    }

    /**
     * The sum of two increments of one line.
     *
     * @throws IllegalArgumentException when they are of two lines
     * @throws ArithmeticException when a count would overflow, which {@code 10^6} attempts of the greatest size do not
     */
    public static Increment merge(Increment a, Increment b) {
        if (!a.line().equals(b.line())) {
            throw new IllegalArgumentException("increments: seen lines %s and %s, allowed one".formatted(a, b));
        }
        return new Increment(
                a.line(),
                Math.addExact(a.attempts(), b.attempts()),
                Math.addExact(a.completed(), b.completed()),
                Math.addExact(a.unpriced(), b.unpriced()),
                Math.addExact(a.estimated(), b.estimated()),
                sum(a.quantities(), b.quantities()),
                sum(a.amount(), b.amount()));
    }

    /** The sums by line, in the order in which lines are written. */
    public static SortedMap<Line, Increment> byLine(Collection<Increment> increments) {
        SortedMap<Line, Increment> sums = new TreeMap<>(LineOrder.INSTANCE);
        increments.forEach(increment -> sums.merge(increment.line(), increment, Aggregation::merge));
        return sums;
    }

    private static Increment incrementOf(Attempt attempt) {
        Usage usage = attempt.usage();
        boolean completed = attempt.summary().status() == AttemptStatus.COMPLETED;
        boolean estimated = usage != null && usage.source() == Usage.Source.ESTIMATED;
        Map<Meter, Long> quantities = usage == null ? Map.of() : usage.quantities();
        return switch (attempt.cost()) {
            case Cost.Priced(var money) ->
                new Increment(
                        lineOf(attempt, money.currency()),
                        1,
                        one(completed),
                        0,
                        one(estimated),
                        quantities,
                        money.amount());
            case Cost.Unpriced _ ->
                new Increment(lineOf(attempt, null), 1, one(completed), 1, one(estimated), quantities, null);
        };
    }

    private static Line lineOf(Attempt attempt, @Nullable Currency currency) {
        Target target = attempt.summary().target();
        return new Line(
                attempt.key().tenant(),
                BookText.project(attempt.tags().get(PROJECT_TAG)),
                attempt.alias(),
                new Target(target.provider(), target.endpoint(), target.model(), BookText.name(target.providerModel())),
                attempt.summary().startedAt().truncatedTo(ChronoUnit.MINUTES),
                currency);
    }

    private static long one(boolean counted) {
        return counted ? 1 : 0;
    }

    private static Map<Meter, Long> sum(Map<Meter, Long> a, Map<Meter, Long> b) {
        Map<Meter, Long> sums = new EnumMap<>(Meter.class);
        sums.putAll(a);
        b.forEach((meter, quantity) -> sums.merge(meter, quantity, Math::addExact));
        return sums;
    }

    private static @Nullable BigDecimal sum(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        if (a == null) {
            return b;
        }
        return b == null ? a : a.add(b);
    }
}
