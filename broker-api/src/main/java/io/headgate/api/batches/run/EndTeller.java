package io.headgate.api.batches.run;

import io.headgate.api.batches.Batch;

/** Tells that a batch has ended, to whom it may concern. */
@FunctionalInterface
public interface EndTeller {
    /** Blocks for a few seconds at most; false when it is not known to be told. Told twice it is the same event. */
    boolean tell(Batch batch);
}
