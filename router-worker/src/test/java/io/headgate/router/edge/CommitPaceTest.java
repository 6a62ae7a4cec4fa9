package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration HOUR = Duration.ofHours(1);

    private final CommitPace pace = new CommitPace(SHORTEST);
    private final MockProcessorContext<Object, Object> task = new MockProcessorContext<>();

    @Test
    void itCommitsAtOnce_whenTheLastCommitIsLongAgo() {
        long now = System.nanoTime();
        pace.ended(now - HOUR.toNanos() - 1, now - HOUR.toNanos());

        pace.changed(task);

        assertThat(task.committed()).isTrue();
        assertThat(task.scheduledPunctuators()).isEmpty();
    }

    @Test
    void itWorksAsLongAsItsLastCommitTook_andAsksOnce() {
        long now = System.nanoTime();
        pace.ended(now - HOUR.toNanos(), now);

        pace.changed(task);
        pace.changed(task);

        assertThat(task.committed()).isFalse();
        assertThat(task.scheduledPunctuators()).hasSize(1);
        MockProcessorContext.CapturedPunctuator later =
                task.scheduledPunctuators().getFirst();
        assertThat(later.getInterval()).isBetween(HOUR.minusMinutes(1), HOUR.plusSeconds(1));

        later.getPunctuator().punctuate(0);

        assertThat(task.committed()).isTrue();
        assertThat(later.cancelled()).isTrue();
    }

    @Test
    void itAsksAnew_whenACommitHasEnded() {
        long now = System.nanoTime();
        pace.ended(now - HOUR.toNanos(), now);
        pace.changed(task);

        pace.ended(now - HOUR.toNanos(), now);

        assertThat(task.scheduledPunctuators().getFirst().cancelled()).isTrue();
        pace.changed(task);
        assertThat(task.scheduledPunctuators()).hasSize(2);
    }

    @Test
    void shortCommitsAreTheShortestApart() {
        pace.ended(0, 1);

        assertThat(pace.left(1)).isEqualTo(SHORTEST.toNanos());
        assertThat(pace.left(1 + SHORTEST.toNanos())).isZero();
    }

    @Test
    void commitsThatCarriedMuchAreFartherApart_upToAMost() {
        carried(100);
        assertThat(pace.left(0)).isEqualTo(100 * CommitPace.NANOS_PER_CHANGE);

        carried(100_000);
        assertThat(pace.left(0)).isEqualTo(CommitPace.MOST_FOR_ITS_SIZE_NANOS);

        carried(1);
        assertThat(pace.left(0)).as("and only the last one counts").isEqualTo(SHORTEST.toNanos());
    }

    private void carried(int changes) {
        for (int i = 0; i < changes; i++) {
            pace.changed(task);
        }
        pace.ended(0, 0);
    }

    @Test
    void itIsAwakeFromItsLastCommitOn_orFromWhenMoreIsToCome() {
        long longAgo = System.nanoTime() - HOUR.toNanos();
        pace.ended(longAgo - 1, longAgo);
        assertThat(pace.awakeAt()).isEqualTo(longAgo);

        pace.stayAwake();

        assertThat(pace.awakeAt() - longAgo).isGreaterThanOrEqualTo(HOUR.toNanos());
    }
}
