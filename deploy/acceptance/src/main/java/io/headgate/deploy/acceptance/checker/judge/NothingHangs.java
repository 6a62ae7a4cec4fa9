package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Standing;
import io.headgate.deploy.acceptance.checker.evidence.Unread;

/** I12. No group has a committed record before it, and no transaction is open for longer than its timeout. */
final class NothingHangs implements Judge {
    @Override
    public Judgement judge(Evidence evidence) {
        Standing standing = evidence.standing();
        if (standing.groups() == 0) {
            return Offences.notJudged(Invariant.I12, "the cluster knows no group of the installation");
        }
        Offences offences = new Offences();
        offences.addAll(standing.unread().stream().map(Unread::toString).toList());
        offences.addAll(standing.hanging());
        return offences.judgement(
                Invariant.I12,
                "%,d groups, %,d partitions with something unread, %,d hanging transactions"
                        .formatted(
                                standing.groups(),
                                standing.unread().size(),
                                standing.hanging().size()));
    }
}
