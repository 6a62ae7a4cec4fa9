package io.headgate.api.replay.body;

import io.headgate.schemas.id.Alias;

/** Changes bodies that intake has let in. Thread-safe. */
@FunctionalInterface
public interface Bodies {
    /** The same chat-completions body under another {@code model}; all else as it was written. */
    String withModel(String body, Alias alias);
}
