package io.headgate.router.route;

import io.headgate.schemas.catalog.ProviderLimits;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the rate limits before a target have room for, all workers together, as of a moment; it comes again as time passes.
 *
 * @param requests whole ones, 0 or more; null where no limit is known
 * @param tokens the same
 */
public record RateRoom(@Nullable Long requests, @Nullable Long tokens, Instant at) {
    private static final double MINUTE = 60e9;

    /** What is used up of a limit that only the provider knows: limits are of a minute, and half of one is left. */
    private static final double UNKNOWN_REST = MINUTE / 2;

    /** A worker lets what is larger than ten seconds' worth of tokens start when that much has come together. */
    private static final double BURSTS_IN_A_MINUTE = 6;

    public RateRoom {
        if ((requests != null && requests < 0) || (tokens != null && tokens < 0)) {
            throw new IllegalArgumentException(
                    "rate room: seen %s requests and %s tokens, allowed 0 or more".formatted(requests, tokens));
        }
    }

    /**
     * How long one more request is expected to wait for room, in nanoseconds, 0 or more. Those before it are taken to be as
     * large. An estimate; makes no objects.
     *
     * @param queued how many go before it
     * @param size its tokens, in and out
     */
    long waitNanos(long queued, long size, ProviderLimits limits, Instant now) {
        double wait = 0;
        if (requests != null) {
            Long perMinute = limits.requestsPerMinute();
            wait = perMinute == null ? unknown(requests) : missing(queued + 1.0 - requests, perMinute);
        }
        if (tokens != null) {
            Long perMinute = limits.tokensPerMinute();
            double forTokens = perMinute == null
                    ? unknown(tokens)
                    : missing(
                            (double) queued * size + Math.min(size, perMinute / BURSTS_IN_A_MINUTE) - tokens,
                            perMinute);
            wait = Math.max(wait, forTokens);
        }
        if (wait <= 0) {
            return 0;
        }
        double passed = (now.getEpochSecond() - at.getEpochSecond()) * 1e9 + now.getNano() - at.getNano();
        return (long) Math.clamp(wait - Math.max(0, passed), 0, Long.MAX_VALUE / 4.0);
    }

    private static double unknown(long left) {
        return left == 0 ? UNKNOWN_REST : 0;
    }

    private static double missing(double amount, long perMinute) {
        return amount <= 0 ? 0 : amount * MINUTE / perMinute;
    }
}
