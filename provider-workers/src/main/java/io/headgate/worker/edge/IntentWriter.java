package io.headgate.worker.edge;

import io.headgate.schemas.message.Intent;
import io.headgate.schemas.topic.RecordHeading;

/** Writes down that a call is about to be made. */
@FunctionalInterface
public interface IntentWriter {
    /** Returns when it is acknowledged; waits while the broker is away. Blocks the calling (virtual) thread. */
    void write(Intent intent, RecordHeading heading) throws InterruptedException;
}
