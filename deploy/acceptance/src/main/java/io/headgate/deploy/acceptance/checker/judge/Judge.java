package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;

/** Judges one invariant. The same evidence has the same judgement. */
@FunctionalInterface
interface Judge {
    Judgement judge(Evidence evidence);
}
