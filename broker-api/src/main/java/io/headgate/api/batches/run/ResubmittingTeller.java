package io.headgate.api.batches.run;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.Resubmission;

/**
 * Sends again what a batch left undone, where it asked for that, before anybody is told that it has ended. However often it is
 * told, that is done once.
 */
public final class ResubmittingTeller implements EndTeller {
    private final Resubmission resubmission;
    private final EndTeller ends;

    public ResubmittingTeller(Resubmission resubmission, EndTeller ends) {
        this.resubmission = resubmission;
        this.ends = ends;
    }

    @Override
    public boolean tell(Batch batch) {
        resubmission.byPolicy(batch);
        return ends.tell(batch);
    }
}
