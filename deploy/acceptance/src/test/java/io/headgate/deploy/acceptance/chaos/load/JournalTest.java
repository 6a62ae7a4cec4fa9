package io.headgate.deploy.acceptance.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Journal journal = new Journal();

    @Test
    void whatHasNoResultIsOpen_andWhatWasNotTakenInIsNot() {
        journal.sent("a");
        journal.sent("b");
        journal.sent("c");
        journal.ended("a");
        journal.withdrawn("c");

        assertThat(journal.open()).containsExactly("b");
        assertThat(journal.count()).isEqualTo(2);
        assertThat(journal.results()).isEqualTo(1);
    }

    @Test
    void aSecondResultIsCounted() {
        journal.sent("a");
        journal.ended("a");
        journal.ended("a");

        assertThat(journal.twice()).isEqualTo(1);
        assertThat(journal.results()).isEqualTo(1);
    }

    @Test
    void answeredTellsHowLongTheLastOfThemTook_andNothingWhileOneIsOpen() {
        journal.sent("before");
        long kill = System.nanoTime();
        journal.sent("a");
        journal.sent("b");
        journal.ended("a");

        assertThat(journal.answered(kill, LONG)).isEmpty();

        long earliest = System.nanoTime() - kill;
        journal.ended("b");

        assertThat(journal.answered(kill, LONG))
                .hasValueSatisfying(took -> assertThat(took.toNanos()).isBetween(earliest, System.nanoTime() - kill));
        assertThat(journal.answered(System.nanoTime(), LONG))
                .as("nothing was sent then")
                .isEmpty();
    }
}
