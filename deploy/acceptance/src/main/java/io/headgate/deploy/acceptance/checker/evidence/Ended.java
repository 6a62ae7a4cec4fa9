package io.headgate.deploy.acceptance.checker.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A record of {@code results}: a terminal event.
 *
 * @param completedBy id of the attempt that completed; null when the request failed
 * @param responseSha256 of the response's bytes, lower-case hex; null when the request failed
 */
public record Ended(
        Place place,
        Key key,
        @Nullable String completedBy,
        @Nullable String responseSha256) {
    public boolean completed() {
        return responseSha256 != null;
    }
}
