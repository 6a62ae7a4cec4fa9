package io.headgate.metering.alert.watch;

import io.headgate.schemas.catalog.AlertRule.Against;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a day is expected to cost, from the seven days before: their average as it is, or times what that weekday usually is of
 * its week.
 *
 * <p>Of the latter: a weekday's factor is the median, over up to four weeks, of its part of the week's average. The average is of the
 * seven days each divided by its factor, without the dearest and the cheapest of them, so that one odd day neither
 * hides the next nor makes it look odd.
 *
 * @param amount of the day
 * @param average of a day, whatever its weekday
 */
record Expectation(BigDecimal amount, BigDecimal average) {
    static final int WEEK = 7;
    static final int MOST_WEEKS = 4;

    private static final MathContext DIGITS = MathContext.DECIMAL64;

    /** A weekday on which next to nothing is spent tells nothing of the others. */
    private static final BigDecimal LEAST_FACTOR = new BigDecimal("0.05");

    /** Fewer days are all counted. */
    private static final int LEAST_TO_TRIM = 5;

    /**
     * @param before what was spent, the day before first; days without spend are 0
     * @return empty when what was spent is not seven days old, or nothing was in the last seven
     */
    static Optional<Expectation> of(Against against, List<BigDecimal> before) {
        int weeks = Math.min(MOST_WEEKS, age(before) / WEEK);
        if (weeks == 0) {
            return Optional.empty();
        }
        return switch (against) {
            case USUAL_DAY -> usualDay(before, weeks);
            case SEVEN_DAY_AVERAGE -> average(before.subList(0, WEEK));
        };
    }

    /** In days, that of the first cost known of; 0 when there is none. */
    private static int age(List<BigDecimal> before) {
        return IntStream.range(0, before.size())
                        .filter(i -> before.get(i).signum() != 0)
                        .max()
                        .orElse(-1)
                + 1;
    }

    private static Optional<Expectation> average(List<BigDecimal> week) {
        BigDecimal average = mean(week);
        return average.signum() <= 0 ? Optional.empty() : Optional.of(new Expectation(average, average));
    }

    private static Optional<Expectation> usualDay(List<BigDecimal> before, int weeks) {
        List<Week> seen = IntStream.range(0, weeks)
                .mapToObj(week -> Week.of(before.subList(week * WEEK, (week + 1) * WEEK)))
                .filter(week -> week.mean().signum() > 0)
                .toList();
        List<BigDecimal> factors = IntStream.range(0, WEEK)
                .mapToObj(day ->
                        median(seen.stream().map(week -> week.factor(day)).toList()))
                .toList();
        List<BigDecimal> levels = IntStream.range(0, WEEK)
                .filter(day -> factors.get(day).compareTo(LEAST_FACTOR) >= 0)
                .mapToObj(day -> before.get(day).divide(factors.get(day), DIGITS))
                .sorted()
                .toList();
        BigDecimal average = mean(levels.size() < LEAST_TO_TRIM ? levels : levels.subList(1, levels.size() - 1));
        return average.signum() <= 0
                ? Optional.empty()
                : Optional.of(new Expectation(average.multiply(factors.getLast(), DIGITS), average));
    }

    private record Week(List<BigDecimal> days, BigDecimal mean) {
        static Week of(List<BigDecimal> days) {
            return new Week(days, Expectation.mean(days));
        }

        /** What a day was of the average; 0 to 7. */
        BigDecimal factor(int day) {
            return days.get(day).divide(mean, DIGITS);
        }
    }

    static BigDecimal median(List<BigDecimal> values) {
        List<BigDecimal> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        return size == 0 ? BigDecimal.ZERO : mean(sorted.subList((size - 1) / 2, size / 2 + 1));
    }

    private static BigDecimal mean(List<BigDecimal> values) {
        return values.isEmpty()
                ? BigDecimal.ZERO
                : values.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(values.size()), DIGITS);
    }
}
