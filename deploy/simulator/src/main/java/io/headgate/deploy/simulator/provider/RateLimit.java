package io.headgate.deploy.simulator.provider;

/** What a provider lets through in a minute: calls, and prompt tokens. Both at least 1. */
public record RateLimit(int requestsPerMinute, int tokensPerMinute) {
    public RateLimit {
        if (requestsPerMinute < 1 || tokensPerMinute < 1) {
            throw new IllegalArgumentException("rate limit of " + requestsPerMinute + " requests and " + tokensPerMinute
                    + " tokens a minute: want at least 1 of each");
        }
    }
}
