package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TokenBucketProperties {
    /** In any window of time no more start than the burst and what the rate brings in that time. */
    @Property(tries = 300)
    void neverExceedsRateAndBurst_whateverTheArrivals(
            @ForAll @IntRange(min = 1, max = 6_000) int perMinute,
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll @Size(min = 2, max = 100) List<@LongRange(max = 2_000_000_000L) Long> gaps) {
        TokenBucket bucket = new TokenBucket(perMinute, burst, 0);
        List<Long> starts = new ArrayList<>();
        long now = 0;
        for (long gap : gaps) {
            now += gap;
            starts.add(now + bucket.take(now).toNanos());
        }
        double nanosPerToken = 60e9 / perMinute;
        for (int from = 0; from < starts.size(); from++) {
            for (int to = from; to < starts.size(); to++) {
                double brought = (starts.get(to) - starts.get(from)) / nanosPerToken;
                assertThat((double) (to - from + 1)).isLessThanOrEqualTo(burst + brought + 1e-3);
            }
        }
    }

    @Example
    void delaysInOrder_whenTheBurstIsSpent() {
        TokenBucket bucket = new TokenBucket(60, 2, 0);

        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isZero();
        assertThat(bucket.take(0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(bucket.take(0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(bucket.waitFor(10_000_000_000L)).isZero();
    }
}
