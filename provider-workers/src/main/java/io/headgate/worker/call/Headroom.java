package io.headgate.worker.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of its rate limits a provider said is left for us when it answered.
 *
 * @param requests null when it did not say
 * @param tokens null when it did not say
 */
public record Headroom(@Nullable Quota requests, @Nullable Quota tokens) {
    /** It said nothing. */
    public static final Headroom NONE = new Headroom(null, null);

    /**
     * One limit, and where we stand.
     *
     * @param limit for a whole window, 0 or more; null when it did not say
     * @param remaining until the window ends, 0 or more
     * @param resetIn from the answer to the end of the window, zero to a day; null when it did not say
     */
    public record Quota(
            @Nullable Long limit, long remaining, @Nullable Duration resetIn) {}
}
