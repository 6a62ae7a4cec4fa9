package io.headgate.worker.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says is left of an account's rates, all worker processes together.
 *
 * @param requests null when it said nothing of requests
 * @param tokens null when it said nothing of tokens
 */
public record Headroom(@Nullable Quota requests, @Nullable Quota tokens) {
    /** It said nothing. */
    public static final Headroom NONE = new Headroom(null, null);

    /**
     * One rate.
     *
     * @param limit a minute; null when it did not say
     * @param remaining of the limit, 0 or more
     * @param resetIn until all of the limit is there again; null when it did not say
     */
    public record Quota(
            @Nullable Long limit, long remaining, @Nullable Duration resetIn) {}
}
