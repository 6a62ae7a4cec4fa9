package io.headgate.metering.aggregate;

import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Line;
import io.headgate.schemas.message.Increment.Troubles;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What attempts add up to. The increments of a line form a commutative monoid under {@link #merge}, with {@link #none}
 * as its neutral element: however attempts are grouped, ordered and split over increments, the sums are the same to
 * the last decimal. Where the attempts lie is no part of that: a sum does not say.
 */
public final class Aggregation {
    /** The tag whose value the books group by, whatever the catalogue says. */
    public static final String PROJECT_TAG = "project";

    private Aggregation() {}

    /** What one attempt adds where no tags but {@value #PROJECT_TAG} split the books. */
    public static Counted count(Attempt attempt) {
        return count(attempt, List.of());
    }

    /**
     * What one attempt adds, or why the books cannot take it.
     *
     * @param tags names of the tags that split the books besides {@value #PROJECT_TAG}
     */
    public static Counted count(Attempt attempt, List<String> tags) {
        return refusal(attempt)
                .<Counted>map(Counted.Refused::new)
                .orElseGet(() -> new Counted.Bookable(Entry.of(attempt, tags)));
    }

    /** Why the books cannot take an attempt; empty when they can. */
    public static Optional<Failure> refusal(Attempt attempt) {
        return Bounds.broken(attempt);
    }

    /** Nothing, on a line. */
    public static Increment none(Line line) {
        return new Increment(line, 0, 0, 0, 0, Map.of(), null, Map.of(), Troubles.NONE, null, Duration.ZERO);
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
                Sums.ofQuantities(a.quantities(), b.quantities()),
                Sums.of(a.amount(), b.amount()),
                Sums.ofAmounts(a.amounts(), b.amounts()),
                Sums.of(a.troubles(), b.troubles()),
                Sums.of(a.comparison(), b.comparison()),
                a.duration().plus(b.duration()));
    }

    /** The sums by line, in the order in which lines are written. */
    public static SortedMap<Line, Increment> byLine(Collection<Increment> increments) {
        SortedMap<Line, Increment> sums = new TreeMap<>(LineOrder.INSTANCE);
        increments.forEach(increment -> sums.merge(increment.line(), increment.from(null), Aggregation::merge));
        return sums;
    }

    /** The sums by line over longer spans, in the order in which lines are written. */
    public static SortedMap<Line, Increment> byLine(Collection<Increment> increments, Bucket bucket) {
        return byLine(increments.stream()
                .map(i -> on(i.line().at(bucket.begin(i.line().minute())), i))
                .toList());
    }

    private static Increment on(Line line, Increment i) {
        return new Increment(
                line,
                i.attempts(),
                i.completed(),
                i.unpriced(),
                i.estimated(),
                i.quantities(),
                i.amount(),
                i.amounts(),
                i.troubles(),
                i.comparison(),
                i.duration());
    }
}
