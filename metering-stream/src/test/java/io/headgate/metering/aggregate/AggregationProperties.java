package io.headgate.metering.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.AttemptFixture;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Line;
import io.headgate.schemas.money.Cost;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AggregationProperties {
    private static final String TAG = "feature";

    @Property(tries = 200)
    void sumsAreTheSame_whateverTheGroupingAndOrder(
            @ForAll @IntRange(max = 120) int count, @ForAll long seed, @ForAll long shuffle) {
        List<Increment> increments = increments(AttemptFixture.some(count, seed));
        Map<Line, Increment> atOnce = Aggregation.byLine(increments);

        assertThat(Aggregation.byLine(regrouped(increments, new Random(shuffle))))
                .isEqualTo(atOnce);
    }

    /** Sums that were summed up before, and single attempts. */
    @Property(tries = 200)
    void runningSumsAreWhatMergingMakes(
            @ForAll @IntRange(max = 120) int count, @ForAll long seed, @ForAll long shuffle) {
        List<Increment> increments = increments(AttemptFixture.some(count, seed));
        Map<Line, Sum> sums = new HashMap<>();
        for (Increment increment : regrouped(increments, new Random(shuffle))) {
            sums.computeIfAbsent(increment.line(), Sum::new).add(increment, null);
        }

        assertThat(sums.values().stream().map(Sum::increment))
                .containsExactlyInAnyOrderElementsOf(
                        Aggregation.byLine(increments).values());
    }

    @Property(tries = 200)
    void booksEqualARecomputationFromTheLog_whateverTheOrderAndTheCuts(
            @ForAll @IntRange(max = 120) int count, @ForAll long seed, @ForAll long shuffle) {
        List<Attempt> log = AttemptFixture.some(count, seed);
        var increments = Aggregation.byLine(regrouped(increments(log), new Random(shuffle)))
                .values();

        assertThat(Recomputation.ofIncrements(increments, TAG)).isEqualTo(Recomputation.ofAttempts(log, TAG));
    }

    /** A day is the sum of its hours, and a month that of its days. */
    @Property(tries = 100)
    void coarserSpansAreTheSameSums(@ForAll @IntRange(max = 120) int count, @ForAll long seed) {
        List<Increment> increments = increments(AttemptFixture.some(count, seed));
        List<Increment> finer = increments;
        for (Bucket bucket : Bucket.values()) {
            finer = List.copyOf(Aggregation.byLine(finer, bucket).values());

            assertThat(finer)
                    .isEqualTo(
                            List.copyOf(Aggregation.byLine(increments, bucket).values()))
                    .allSatisfy(i -> assertThat(bucket.begin(i.line().minute()))
                            .isEqualTo(i.line().minute()));
            assertThat(finer.stream().mapToLong(Increment::attempts).sum()).isEqualTo(count);
        }
    }

    /** Splits at random places, sums each part, throws the parts together again, and once more. */
    private static List<Increment> regrouped(List<Increment> increments, Random random) {
        List<Increment> current = new ArrayList<>(increments);
        for (int round = 0; round < 2; round++) {
            Collections.shuffle(current, random);
            List<Increment> next = new ArrayList<>();
            for (int from = 0; from < current.size(); ) {
                int to = Math.min(current.size(), from + 1 + random.nextInt(10));
                next.addAll(Aggregation.byLine(current.subList(from, to)).values());
                from = to;
            }
            current = next;
        }
        return current;
    }

    @Property(tries = 100)
    void nothingIsLost_whenAttemptsAreSummedUp(@ForAll @IntRange(max = 120) int count, @ForAll long seed) {
        List<Attempt> attempts = AttemptFixture.some(count, seed);
        var sums = Aggregation.byLine(increments(attempts)).values();

        assertThat(sums.stream().mapToLong(Increment::attempts).sum()).isEqualTo(count);
        for (String currency : List.of("USD", "EUR")) {
            assertThat(amount(sums.stream()
                            .filter(i -> i.line().currency() != null
                                    && i.line().currency().getCurrencyCode().equals(currency))
                            .map(Increment::amount)
                            .filter(Objects::nonNull)
                            .toList()))
                    .isEqualByComparingTo(amount(costs(attempts, currency)));
        }
    }

    @Property(tries = 100)
    void mergingNothingChangesNothing(@ForAll long seed) {
        Increment increment = increments(AttemptFixture.some(1, seed)).getFirst();

        assertThat(Aggregation.merge(increment, Aggregation.none(increment.line())))
                .isEqualTo(increment);
        assertThat(Aggregation.merge(Aggregation.none(increment.line()), increment))
                .isEqualTo(increment);
    }

    private static List<BigDecimal> costs(List<Attempt> attempts, String currency) {
        return attempts.stream()
                .map(Attempt::cost)
                .filter(Cost.Priced.class::isInstance)
                .map(cost -> ((Cost.Priced) cost).amount())
                .filter(money -> money.currency().getCurrencyCode().equals(currency))
                .map(money -> money.amount())
                .toList();
    }

    private static BigDecimal amount(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static List<Increment> increments(List<Attempt> attempts) {
        return attempts.stream()
                .map(attempt -> Aggregation.count(attempt, List.of(TAG)))
                .map(counted -> ((Counted.Bookable) counted).increment())
                .toList();
    }
}
