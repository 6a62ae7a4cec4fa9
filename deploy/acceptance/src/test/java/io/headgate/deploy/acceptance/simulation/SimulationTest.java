package io.headgate.deploy.acceptance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.Acceptance;
import io.headgate.deploy.acceptance.simulation.Seeds.Failed;
import io.headgate.deploy.acceptance.simulation.Seeds.Replayed;
import io.headgate.deploy.acceptance.simulation.world.Mistake;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class SimulationTest {
    private static final int SEEDS = 1_000;
    private static final int MOST_TRIED = 512;
    private static final int AT_ONCE = 32;

    @BeforeAll
    static void quiet() {
        Quiet.make();
    }

    @Test
    void everyWorldOfTheFixedSeedsKeepsWhatWePromise() {
        assertThat(Seeds.run(1, SEEDS, Set.of())).isEmpty();
    }

    @Test
    void everyWorldOfSeedsThatNobodyHasTriedKeepsWhatWePromise() {
        long first = ThreadLocalRandom.current().nextLong(1_000_000_000_000L);

        List<Failed> failed = Seeds.run(first, SEEDS, Set.of());

        assertThat(failed)
                .as("again: ./headgate simulate --seed %d --seeds %d", first, SEEDS)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedMistakeIsFound(Mistake mistake) {
        List<Failed> found = List.of();
        for (int tried = 0; found.isEmpty() && tried < MOST_TRIED; tried += AT_ONCE) {
            found = Seeds.run(1 + tried, AT_ONCE, EnumSet.of(mistake));
        }
        assertThat(found).as("within %d seeds", MOST_TRIED).isNotEmpty();
    }

    @Test
    void aSeedLeadsToTheSameAgain() {
        Replayed once = Seeds.replay(7, EnumSet.of(Mistake.CONTINUE_LOST));
        Replayed again = Seeds.replay(7, EnumSet.of(Mistake.CONTINUE_LOST));

        assertThat(again).isEqualTo(once);
        assertThat(once.trace()).hasSizeGreaterThan(20);
    }

    @Test
    void aFailedSeedIsPrintedWithTheCommandThatRunsItAgain() {
        StringWriter printed = new StringWriter();
        CommandLine headgate = Acceptance.commandLine().setOut(new PrintWriter(printed));

        int code = headgate.execute(
                "simulate", "--seed", "1", "--seeds", "20", "--mistake", Mistake.SETTLE_SKIPPED.name());

        assertThat(code).isEqualTo(1);
        assertThat(printed.toString())
                .contains("I6: tenant-")
                .containsPattern("again: ./headgate simulate --replay \\d+ -v --mistake SETTLE_SKIPPED")
                .contains("of 20 seeds failed");
    }
}
