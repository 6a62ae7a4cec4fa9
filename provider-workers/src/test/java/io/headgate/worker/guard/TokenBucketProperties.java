package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TokenBucketProperties {
    private static final long SECOND = 1_000_000_000L;

    /** The same bucket in exact numbers. */
    private static final class Exact {
        private static final BigDecimal MINUTE = BigDecimal.valueOf(60 * SECOND);
        final BigDecimal perMinute;
        final BigDecimal capacity;
        BigDecimal level;
        long at;

        Exact(long perMinute, long capacity) {
            this.perMinute = BigDecimal.valueOf(perMinute);
            this.capacity = BigDecimal.valueOf(capacity);
            this.level = this.capacity;
        }

        void refill(long now) {
            BigDecimal brought =
                    BigDecimal.valueOf(now - at).multiply(perMinute).divide(MINUTE, MathContext.DECIMAL128);
            level = level.add(brought).min(capacity);
            at = now;
        }

        boolean surelyFree(long amount) {
            return level.compareTo(BigDecimal.valueOf(amount).min(capacity)) >= 0;
        }

        boolean nearlyFree(long amount) {
            return level.add(new BigDecimal("0.001"))
                            .compareTo(BigDecimal.valueOf(amount).min(capacity))
                    >= 0;
        }
    }

    @Property(tries = 500)
    void agreesWithExactNumbers_whateverIsTakenAndGivenBack(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long perMinute,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long capacity,
            @ForAll @Size(max = 60) List<@LongRange(min = -1_000, max = 2_000_000_000_000L) Long> amounts,
            @ForAll @LongRange(max = 100 * SECOND) long gap) {
        TokenBucket bucket = new TokenBucket(perMinute, capacity, 0);
        Exact exact = new Exact(perMinute, capacity);
        long now = 0;
        for (long amount : amounts) {
            now += gap * (1 + Math.abs(amount % 7)) / 7;
            exact.refill(now);
            boolean free = amount <= 0 || bucket.freeAt(amount, now) == now;
            assertThat(free).isIn(amount <= 0 || exact.surelyFree(amount), amount <= 0 || exact.nearlyFree(amount));
            if (free) {
                bucket.take(amount, now);
                exact.level = exact.level.subtract(BigDecimal.valueOf(amount)).min(exact.capacity);
            }
        }
    }

    /** In any window of time no more passes than the burst and what the rate brings in that time. */
    @Property(tries = 300)
    void neverExceedsRateAndBurst_whateverTheArrivals(
            @ForAll @IntRange(min = 1, max = 6_000) int perMinute,
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll @Size(min = 2, max = 100) List<@LongRange(max = 2 * SECOND) Long> gaps) {
        TokenBucket bucket = new TokenBucket(perMinute, burst, 0);
        List<Long> starts = new ArrayList<>();
        long now = 0;
        for (long gap : gaps) {
            now = bucket.freeAt(1, now + gap);
            bucket.take(1, now);
            starts.add(now);
        }
        double nanosPerToken = 60e9 / perMinute;
        for (int from = 0; from < starts.size(); from++) {
            for (int to = from; to < starts.size(); to++) {
                double brought = (starts.get(to) - starts.get(from)) / nanosPerToken;
                assertThat((double) (to - from + 1)).isLessThanOrEqualTo(burst + brought + 1e-3);
            }
        }
    }

    @Property(tries = 300)
    void isFreeWhenItSaid_andNotEarlier(
            @ForAll @LongRange(min = 1, max = 1_000_000_000L) long perMinute,
            @ForAll @IntRange(min = 1, max = 1_000) int capacity,
            @ForAll @IntRange(min = 1, max = 5_000) int amount) {
        TokenBucket bucket = new TokenBucket(perMinute, capacity, 0);
        bucket.take(capacity, 0);
        long at = bucket.freeAt(amount, 0);

        assertThat(at).isGreaterThan(0);
        assertThat(bucket.freeAt(amount, at - at / 50 - 1)).isBetween(at - 10, at + 10);
        assertThat(bucket.freeAt(amount, at)).isEqualTo(at);
    }

    @Example
    void goesIntoDebt_whenARequestIsLargerThanTheBucket() {
        TokenBucket bucket = new TokenBucket(600, 10, 0);

        assertThat(bucket.freeAt(100, 0)).isZero();
        bucket.take(100, 0);

        assertThat(bucket.left(0)).isZero();
        // 90 of debt and 1 to take, at 10 a second.
        assertThat(bucket.freeAt(1, 0)).isEqualTo(9_100_000_000L);
    }

    @Example
    void neverFree_whenNoneOfTheRateIsOurs() {
        TokenBucket bucket = new TokenBucket(0, 1, 0);
        bucket.take(1, 0);

        assertThat(bucket.freeAt(1, 5 * SECOND)).isEqualTo(TokenBucket.NEVER);
    }

    @Example
    void keepsWhatItHolds_whenTheRateChanges() {
        TokenBucket bucket = new TokenBucket(60, 10, 0);
        bucket.take(8, 0);

        bucket.change(120, 20, 0);

        assertThat(bucket.left(0)).isEqualTo(2);
        assertThat(bucket.left(SECOND)).isEqualTo(4);
    }

    @Example
    void holdsNoMoreThanSomebodyWhoKnowsSaid() {
        TokenBucket bucket = new TokenBucket(60, 10, 0);

        bucket.lowerTo(3.5, 0);
        bucket.lowerTo(100, 0);

        assertThat(bucket.left(0)).isEqualTo(3);
    }
}
