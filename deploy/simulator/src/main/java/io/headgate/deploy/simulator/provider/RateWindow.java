package io.headgate.deploy.simulator.provider;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts a provider's calls in fixed windows of a minute, the first one starting with the first call. Thread-safe. */
public final class RateWindow {
    private static final long LENGTH = Duration.ofMinutes(1).toNanos();

    private final RateLimit limit;
    private final LongSupplier nanoTime;
    private boolean started;
    private long startedAt;
    private int requests;
    private long tokens;

    public RateWindow(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /**
     * Where the window stands after a call.
     *
     * @param allowed whether the call was let through, and counted
     * @param reset the time until the next window
     */
    public record Standing(
            boolean allowed, RateLimit limit, int remainingRequests, long remainingTokens, Duration reset) {}

    /** Counts a call with so many prompt tokens, if the window has room for it. */
    public synchronized Standing take(int promptTokens) {
        long now = nanoTime.getAsLong();
        if (!started || now - startedAt >= LENGTH) {
            started = true;
            startedAt = now;
            requests = 0;
            tokens = 0;
        }
        boolean allowed = requests < limit.requestsPerMinute() && tokens + promptTokens <= limit.tokensPerMinute();
        if (allowed) {
            requests++;
            tokens += promptTokens;
        }
        return new Standing(
                allowed,
                limit,
                limit.requestsPerMinute() - requests,
                limit.tokensPerMinute() - tokens,
                Duration.ofNanos(startedAt + LENGTH - now));
    }
}
