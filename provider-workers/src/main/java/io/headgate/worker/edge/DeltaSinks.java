package io.headgate.worker.edge;

import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.worker.call.stream.Deltas;
import java.time.Instant;

/** Where streamed replies are shown. */
public interface DeltaSinks {
    /** Nobody is shown anything, and nothing is streamed. */
    DeltaSinks NONE = (_, _, _, _) -> Deltas.NONE;

    /**
     * Where the reply to one call is shown.
     *
     * @param startedAt when the call began
     * @param again whether another reply to the request may have been shown before
     */
    Deltas.Sink of(Dispatch dispatch, Instant startedAt, boolean again, RecordHeading heading);
}
