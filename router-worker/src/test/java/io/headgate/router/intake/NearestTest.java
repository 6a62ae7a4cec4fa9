package io.headgate.router.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void nearestIsTheOneWithFewestEdits() {
        assertThat(Nearest.to("fats-text", List.of("smart-text", "fast-text", "vision")))
                .contains("fast-text");
        assertThat(Nearest.to("x", List.of())).isEmpty();
    }

    @Test
    void distanceCountsEdits() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("same", "same")).isZero();
    }
}
