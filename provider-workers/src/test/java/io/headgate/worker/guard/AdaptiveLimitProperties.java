package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AdaptiveLimitProperties {
    @Property(tries = 300)
    void staysBetweenOneAndItsCeiling_andFallsOncePerRound(
            @ForAll @IntRange(min = 1, max = 500) int ceiling,
            @ForAll @Size(max = 400) List<@IntRange(max = 99) Integer> steps) {
        AdaptiveLimit limit = new AdaptiveLimit(ceiling);
        Deque<Long> underWay = new ArrayDeque<>();
        long newestAtDecrease = 0;
        long newest = 0;
        for (int step : steps) {
            int before = limit.get();
            if (step < 50) {
                newest = limit.start();
                underWay.add(newest);
                assertThat(limit.get()).isEqualTo(before);
            } else if (!underWay.isEmpty() && step < 75) {
                limit.completed(underWay.size());
                underWay.remove();
                assertThat(limit.get()).isBetween(before, before + 1);
            } else if (!underWay.isEmpty()) {
                long call = underWay.remove();
                limit.overloaded(call);
                boolean counts = call > newestAtDecrease;
                assertThat(limit.get()).isEqualTo(counts ? Math.max(1, before * 7 / 10) : before);
                newestAtDecrease = counts ? newest : newestAtDecrease;
            }
            assertThat(limit.get()).isBetween(1, ceiling);
        }
    }

    @Property(tries = 100)
    void recoversMostOfWhatWasGood_inRoundsThatDouble(@ForAll @IntRange(min = 16, max = 100_000) int ceiling) {
        AdaptiveLimit limit = new AdaptiveLimit(ceiling);
        while (limit.get() > 1) {
            limit.overloaded(limit.start());
        }

        int rounds = 0;
        while (limit.get() < ceiling / 4 * 3) {
            round(limit);
            rounds++;
        }

        assertThat(rounds).isLessThanOrEqualTo(1 + (int) Math.ceil(Math.log(ceiling) / Math.log(2)));
        int goal = limit.get();
        round(limit);
        assertThat(limit.get()).isBetween(goal, goal + 1);
    }

    @Example
    void settlesNearWhatTheProviderTakes_whenThatIsLessThanTheCeiling() {
        int capacity = 20;
        AdaptiveLimit limit = new AdaptiveLimit(1_000);
        long sum = 0;
        for (int round = 0; round < 400; round++) {
            int size = limit.get();
            List<Long> calls =
                    LongStream.range(0, size).mapToObj(i -> limit.start()).toList();
            for (int i = 0; i < size; i++) {
                if (i < capacity) {
                    limit.completed(size - i);
                } else {
                    limit.overloaded(calls.get(i));
                }
            }
            sum += round < 100 ? 0 : size;
        }
        assertThat(sum / 300.0).isBetween(capacity * 0.6, capacity * 1.4);
    }

    @Example
    void doesNotGrow_whileLessThanHalfIsUsed() {
        AdaptiveLimit limit = new AdaptiveLimit(100);
        limit.overloaded(limit.start());

        for (int i = 0; i < 10_000; i++) {
            limit.start();
            limit.completed(limit.get() / 2 - 1);
        }

        assertThat(limit.get()).isEqualTo(70);
    }

    @Example
    void movesWithItsCeiling_onlyWhenNothingWasLearned() {
        AdaptiveLimit fresh = new AdaptiveLimit(100);
        fresh.under(200);
        assertThat(fresh.get()).isEqualTo(200);

        fresh.overloaded(fresh.start());
        fresh.under(400);
        assertThat(fresh.get()).isEqualTo(140);
        fresh.under(50);
        assertThat(fresh.get()).isEqualTo(50);
    }

    private static void round(AdaptiveLimit limit) {
        int size = limit.get();
        for (int i = 0; i < size; i++) {
            limit.start();
        }
        for (int i = 0; i < size; i++) {
            limit.completed(size);
        }
    }
}
