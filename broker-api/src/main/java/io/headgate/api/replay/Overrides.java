package io.headgate.api.replay;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Priority;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is said of the requests in place of what they said themselves; null leaves it as it was.
 *
 * @param provider the only one they may go to
 * @param deadline from the moment each is sent; else each has as long as it had at first
 */
public record Overrides(
        @Nullable Alias alias,
        @Nullable ProviderName provider,
        @Nullable Duration deadline,
        @Nullable Priority priority) {
    public static final Overrides NONE = new Overrides(null, null, null, null);
}
