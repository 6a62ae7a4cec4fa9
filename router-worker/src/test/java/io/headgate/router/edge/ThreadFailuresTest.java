package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
    private final ThreadFailures failures = new ThreadFailures();

    @Test
    void fewAreTolerated_moreAreNot_andTimeHeals() {
        Instant now = Samples.NOW;
        for (int i = 0; i < ThreadFailures.TOLERATED; i++) {
            failures.add(now);
        }
        assertThat(failures.tooMany(now)).isFalse();
        failures.add(now.plusSeconds(1));
        assertThat(failures.tooMany(now.plusSeconds(2))).isTrue();
        assertThat(failures.tooMany(now.plus(ThreadFailures.LATELY).plusMillis(1)))
                .isFalse();
    }
}
