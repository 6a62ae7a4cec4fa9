package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Retry;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class BackoffProperties {
    @Property(tries = 500)
    void isWithinItsBound_andTheBoundDoubles(
            @ForAll @LongRange(min = 1, max = 60_000) long baseMillis,
            @ForAll @LongRange(min = 1, max = 3_600_000) long mostMillis,
            @ForAll @IntRange(min = 1, max = 1_000) int tries,
            @ForAll long seed) {
        Duration base = Duration.ofMillis(baseMillis);
        Duration most = Duration.ofMillis(mostMillis);

        Duration wait = Backoff.fullJitter(new Retry(3, base, most), tries, new Random(seed));

        Duration bound = Backoff.bound(base, most, tries);
        assertThat(wait).isBetween(Duration.ZERO, bound);
        assertThat(bound).isLessThanOrEqualTo(most);
        double exact = Math.min(baseMillis * Math.pow(2, tries - 1), mostMillis);
        assertThat(bound.toNanos() / 1e6).isBetween(exact * 0.999999, exact * 1.000001);
    }

    @Example
    void usesAllOfItsRange() {
        Retry retry = new Retry(3, Duration.ofMillis(100), Duration.ofSeconds(10));
        Random random = new Random(1);
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += Backoff.fullJitter(retry, 3, random).toMillis();
        }
        assertThat(sum / 10_000).isBetween(190.0, 210.0);
    }
}
