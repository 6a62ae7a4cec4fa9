package io.headgate.schemas.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void tries_comeLaterAndLater_andEndAfterADay() {
        Random random = new Random(1);
        Instant now = START;
        int tries = 0;
        while (true) {
            tries++;
            Optional<Instant> next = Patience.next(tries, START, now, random);
            if (next.isEmpty()) {
                break;
            }
            Duration most = Duration.ofSeconds(5).multipliedBy(1L << Math.min(tries - 1, 20));
            assertThat(Duration.between(now, next.get()))
                    .isBetween(Duration.ZERO, most.compareTo(Duration.ofHours(1)) < 0 ? most : Duration.ofHours(1));
            now = next.get();
        }
        assertThat(now).isBetween(START.plus(Duration.ofHours(24)), START.plus(Duration.ofHours(25)));
        // On average half an hour apart, once they are as far apart as they get.
        assertThat(tries).isBetween(30, 100);
    }
}
