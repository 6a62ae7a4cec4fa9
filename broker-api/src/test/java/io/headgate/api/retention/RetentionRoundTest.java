package io.headgate.api.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RetentionRoundTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private final List<String> done = new ArrayList<>();
    private final RetentionCounts counts = new RetentionCounts();

    @Test
    void deletesInSteps_withABreathBetween() throws Exception {
        Heap heap = new Heap("files", 2 * RetentionRound.STEP + 7);

        assertThat(round(heap).run()).isEqualTo(Map.of("files", 1007L));

        assertThat(done).containsExactly("files 500", "breath", "files 500", "breath", "files 7");
        assertThat(counts.of("files")).isEqualTo(1007);
        assertThat(counts.of("results")).isZero();
    }

    @Test
    void leavesAKindToTheProcessThatIsAtIt() throws Exception {
        Aging taken = new Heap("results", 10) {
            @Override
            public OptionalInt deleteSome(Instant now, int limit) {
                return OptionalInt.empty();
            }
        };

        assertThat(round(taken, new Heap("files", 3)).run()).isEqualTo(Map.of("files", 3L));
    }

    @Test
    void goesOnWithTheOthers_whenAKindCannotBeDeleted() throws Exception {
        Aging broken = new Heap("results", 10) {
            @Override
            public OptionalInt deleteSome(Instant now, int limit) {
                throw new AgingException("SQLSTATE 08006", new IllegalStateException("gone"));
            }
        };

        assertThat(round(broken, new Heap("files", 3)).run()).isEqualTo(Map.of("files", 3L));
    }

    @Test
    void periodsAreLongerThanZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetentionPeriods(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(1)))
                .withMessageContaining("headgate.retention.results")
                .withMessageContaining("allowed");
    }

    private RetentionRound round(Aging... kinds) {
        return new RetentionRound(List.of(kinds), InstantSource.fixed(NOW), counts::add, () -> done.add("breath"));
    }

    private class Heap implements Aging {
        private final String kind;
        private int left;

        Heap(String kind, int left) {
            this.kind = kind;
            this.left = left;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public OptionalInt deleteSome(Instant now, int limit) {
            assertThat(now).isEqualTo(NOW);
            int gone = Math.min(left, limit);
            left -= gone;
            done.add(kind + " " + gone);
            return OptionalInt.of(gone);
        }
    }
}
