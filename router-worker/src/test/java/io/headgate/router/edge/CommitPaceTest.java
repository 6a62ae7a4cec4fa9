package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration HOUR = Duration.ofHours(1);

    private final CommitPace pace = new CommitPace();
    private final MockProcessorContext<Object, Object> task = new MockProcessorContext<>();

    @Test
    void itCommitsAtOnce_whenTheLastCommitIsLongAgo() {
        long now = System.nanoTime();
        pace.ended(now - HOUR.toNanos() - 1, now - HOUR.toNanos());

        pace.changed(task, SHORTEST);

        assertThat(task.committed()).isTrue();
        assertThat(task.scheduledPunctuators()).isEmpty();
    }

    @Test
    void itWorksTwiceAsLongAsItsLastCommitTook_andAsksOnce() {
        long now = System.nanoTime();
        pace.ended(now - HOUR.toNanos(), now);

        pace.changed(task, SHORTEST);
        pace.changed(task, SHORTEST);

        assertThat(task.committed()).isFalse();
        assertThat(task.scheduledPunctuators()).hasSize(1);
        MockProcessorContext.CapturedPunctuator later =
                task.scheduledPunctuators().getFirst();
        assertThat(later.getInterval())
                .isBetween(
                        HOUR.multipliedBy(2).minusMinutes(1),
                        HOUR.multipliedBy(2).plusSeconds(1));

        later.getPunctuator().punctuate(0);

        assertThat(task.committed()).isTrue();
        assertThat(later.cancelled()).isTrue();
    }

    @Test
    void itAsksAnew_whenACommitHasEnded() {
        long now = System.nanoTime();
        pace.ended(now - HOUR.toNanos(), now);
        pace.changed(task, SHORTEST);

        pace.ended(now, now + 1);

        assertThat(task.scheduledPunctuators().getFirst().cancelled()).isTrue();
        assertThat(pace.left(now + 1, SHORTEST)).isEqualTo(SHORTEST.toNanos());
        pace.changed(task, HOUR);
        assertThat(task.scheduledPunctuators()).hasSize(2);
    }

    @Test
    void shortCommitsAreTheShortestApart() {
        pace.ended(0, 1);

        assertThat(pace.left(1, SHORTEST)).isEqualTo(SHORTEST.toNanos());
        assertThat(pace.left(1 + SHORTEST.toNanos(), SHORTEST)).isZero();
    }
}
