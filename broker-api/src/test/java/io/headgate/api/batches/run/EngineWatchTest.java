package io.headgate.api.batches.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.batches.BatchesUnavailableException;
import io.headgate.api.batches.run.BatchEngine.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EngineWatchTest {
    private static final Work AT_WORK = new Work(2, 2, Duration.ofSeconds(40));
    private static final Backlog BUSY = new Backlog(3, 1_000, 250, Duration.ofSeconds(70));

    @Test
    void allIsWell_whileStepsAreDoneInTime() {
        EngineStatus status = seen(() -> BUSY, AT_WORK);

        assertThat(status.problem()).isNull();
        assertThat(status.backlog()).isEqualTo(BUSY);
    }

    @Test
    void aStepThatIsDue_andThatNobodyDoes_isAProblem() {
        EngineStatus status = seen(() -> new Backlog(3, 0, 0, Duration.ofSeconds(150)), AT_WORK);

        assertThat(status.problem()).isEqualTo("a step of a batch has been due for 150 s, and nobody does it");
    }

    @Test
    void aStepThatTakesForEver_isAProblem_whateverOthersDo() {
        EngineStatus status = seen(() -> BUSY, new Work(2, 2, Duration.ofSeconds(301)));

        assertThat(status.problem()).isEqualTo("a step of a batch has taken 301 s");
    }

    @Test
    void aThreadThatHasDied_isAProblem() {
        EngineStatus status = seen(() -> BUSY, new Work(2, 1, Duration.ZERO));

        assertThat(status.problem()).isEqualTo("1 of 2 threads that work on batches have ended");
    }

    @Test
    void whatCannotBeRead_isNotKnown_andNoProblemOfItsOwn() {
        EngineStatus status = seen(
                () -> {
                    throw new BatchesUnavailableException(new SQLException("away"));
                },
                AT_WORK);

        assertThat(status.backlog()).isNull();
        assertThat(status.problem()).isNull();
    }

    private static EngineStatus seen(Supplier<Backlog> backlog, Work work) {
        try (EngineWatch watch = new EngineWatch(backlog, () -> work)) {
            watch.look();
            return watch.status();
        }
    }
}
