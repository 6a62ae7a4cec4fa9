package io.headgate.worker.guard;

import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.worker.call.Headroom;
import org.jspecify.annotations.Nullable;

/** A provider's requests and tokens per minute, as far as they are ours. Pure; not thread-safe. */
final class Rates {
    /** Tokens may come in bursts of ten seconds' worth: an account is metered by the minute, and one prompt is large. */
    private static final double TOKEN_BURSTS_PER_MINUTE = 6;

    private int burst = 1;
    private final Rate requests = new Rate(perMinute -> burst);
    private final Rate tokens = new Rate(perMinute -> perMinute / TOKEN_BURSTS_PER_MINUTE);

    /** @param share which part of the account is ours, 0 to 1; with 0 nothing starts where there is a limit */
    void follow(ProviderLimits limits, double share, long now) {
        burst = limits.burst();
        requests.follow(perMinute(limits.requestsPerMinute()), share, now);
        tokens.follow(perMinute(limits.tokensPerMinute()), share, now);
    }

    private static @Nullable Double perMinute(@Nullable Long limit) {
        return limit == null ? null : limit.doubleValue();
    }

    /** When a request of so many tokens may start, if no other does before: {@code now} at the earliest. */
    long freeAt(long tokensWanted, long now) {
        return Math.max(requests.freeAt(1, now), tokens.freeAt((double) tokensWanted, now));
    }

    void take(long tokensWanted, long now) {
        requests.take(1, now);
        tokens.take((double) tokensWanted, now);
    }

    /** Sets right what was taken in advance by what was really used. */
    void used(long tokensTaken, long tokensUsed, long now) {
        tokens.take((double) tokensUsed - tokensTaken, now);
    }

    /** A request that was taken was not sent at all. */
    void unused(long tokensTaken, long now) {
        requests.take(-1, now);
        tokens.take(-(double) tokensTaken, now);
    }

    void hear(Headroom headroom, long now) {
        requests.hear(headroom.requests(), now);
        tokens.hear(headroom.tokens(), now);
    }

    @Nullable
    Long requestsLeft(long now) {
        return requests.left(now);
    }

    @Nullable
    Long tokensLeft(long now) {
        return tokens.left(now);
    }
}
