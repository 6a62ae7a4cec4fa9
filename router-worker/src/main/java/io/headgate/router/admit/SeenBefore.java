package io.headgate.router.admit;

import org.jspecify.annotations.Nullable;

/** The memory of requests: what was seen under a name within the idempotency window. */
@FunctionalInterface
public interface SeenBefore {
    /** What was seen under the name; null when nothing was, or only before the window. */
    @Nullable
    Seen find(SeenName name);
}
