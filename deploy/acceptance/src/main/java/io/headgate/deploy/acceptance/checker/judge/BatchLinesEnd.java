package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;

/** I15. There is no record of batches to judge by: a line that is published is a request like any other, and I1 has it. */
final class BatchLinesEnd implements Judge {
    @Override
    public Judgement judge(Evidence evidence) {
        return Offences.notJudged(Invariant.I15, "no topic or table tells of batches");
    }
}
