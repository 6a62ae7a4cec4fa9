package io.headgate.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.topic.PartitionCheck.Outcome;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PartitionCheckTest {
    @Test
    void agreed_whenAllCountsAreTheSame() {
        assertThat(PartitionCheck.compare(Map.of("a", 8, "b", 8), OptionalInt.empty()))
                .isEqualTo(new Outcome.Agreed(8));
        assertThat(PartitionCheck.compare(Map.of("a", 8, "b", 8), OptionalInt.of(8)))
                .isEqualTo(new Outcome.Agreed(8));
    }

    @Test
    void refusedNamingBothTopicsAndCounts_whenCountsDiffer() {
        assertThat(reason(PartitionCheck.compare(Map.of("admissions", 8, "attempts", 6), OptionalInt.empty())))
                .contains("admissions has 8", "attempts has 6");
    }

    @Test
    void refusedNamingWhatToRun_whenATopicIsMissing() {
        assertThat(reason(PartitionCheck.compare(Map.of("admissions", 8, "attempts", 0), OptionalInt.empty())))
                .contains("attempts", "headgate apply")
                .doesNotContain("admissions");
    }

    @Test
    void refused_whenTheProcessExpectsAnotherCount() {
        assertThat(reason(PartitionCheck.compare(Map.of("admissions", 8, "attempts", 8), OptionalInt.of(4))))
                .contains("has 8", "configured for 4");
    }

    static String reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).reason();
    }
}
