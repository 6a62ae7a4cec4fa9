package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.BatchedLine;
import io.headgate.deploy.acceptance.checker.evidence.Books;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import java.util.List;

/** I15. Each line of the input of a batch that has ended is once in its output or in its errors, and nothing else is. */
final class BatchLinesEnd implements Judge {
    @Override
    public Judgement judge(Evidence evidence) {
        Books books = evidence.books();
        if (books == null) {
            return Offences.notJudged(Invariant.I15, "nobody said where the books are");
        }
        List<BatchedLine> lines = books.batchedLines();
        if (lines.isEmpty()) {
            return Offences.notJudged(Invariant.I15, "no uploaded batch has ended");
        }
        Offences offences = new Offences();
        for (BatchedLine line : lines) {
            if (line.inputs() != 1 || line.outputs() + line.errors() != 1) {
                offences.add(
                        line.batch(),
                        "has the line %s %d times in its input, %d in its output, %d in its errors"
                                .formatted(line.name(), line.inputs(), line.outputs(), line.errors()));
            }
        }
        long batches = lines.stream().map(BatchedLine::batch).distinct().count();
        return offences.judgement(Invariant.I15, "%,d lines of %,d batches".formatted(lines.size(), batches));
    }
}
