package io.headgate.deploy.acceptance.checker.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.checker.Finding;
import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.evidence.BatchedLine;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final Key BATCH = new Key("acme", "batch_1");
    private final Run run = Run.sound();

    @Test
    void linesThatEndOnceHold() {
        run.batchedLines.add(new BatchedLine(BATCH, "a", 1, 1, 0));
        run.batchedLines.add(new BatchedLine(BATCH, "b", 1, 0, 1));
        assertThat(finding()).isInstanceOf(Finding.Holds.class);
    }

    @Test
    void whatIsLostDoubledOrOfNobodyIsFound() {
        run.batchedLines.add(new BatchedLine(BATCH, "lost", 1, 0, 0));
        run.batchedLines.add(new BatchedLine(BATCH, "twice", 1, 2, 0));
        run.batchedLines.add(new BatchedLine(BATCH, "both", 1, 1, 1));
        run.batchedLines.add(new BatchedLine(BATCH, "strange", 0, 1, 0));
        assertThat(finding())
                .isInstanceOfSatisfying(
                        Finding.Broken.class,
                        broken -> assertThat(broken.offences()).isEqualTo(4));
    }

    @Test
    void withoutBatchesNothingIsSaid() {
        assertThat(finding()).isInstanceOf(Finding.NotJudged.class);
    }

    private Finding finding() {
        return Judges.judge(run.evidence()).of(Invariant.I15);
    }
}
