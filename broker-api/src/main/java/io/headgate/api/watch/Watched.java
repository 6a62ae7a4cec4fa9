package io.headgate.api.watch;

import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;

/** What happens to a request that somebody watches, as its topics tell it. */
public sealed interface Watched {
    /** It waits, came twice, or the like. */
    record Told(Notice notice) implements Watched {}

    /** A piece of its reply. */
    record Piece(Delta delta) implements Watched {}

    /** Its end; nothing comes after it. */
    record Ended(InferenceResult result) implements Watched {}
}
