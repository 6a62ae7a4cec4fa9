package io.headgate.api.events;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a request, as it is told.
 *
 * @param id what to come back with; null for what need not be told again
 * @param name {@code state, notice, delta, completed, failed, ping}; of a whole tenant {@code open} and {@code gap} too
 * @param data JSON
 */
public record RequestEvent(@Nullable String id, String name, String data) {
    /** Nothing happened, and the connection is alive. */
    public static final RequestEvent PING = new RequestEvent(null, "ping", "{}");

    /** Without the data: a completion never reaches a log. */
    @Override
    public String toString() {
        return "RequestEvent[%s %s]".formatted(name, id);
    }
}
