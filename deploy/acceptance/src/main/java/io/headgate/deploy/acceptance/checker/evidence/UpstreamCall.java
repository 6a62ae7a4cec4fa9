package io.headgate.deploy.acceptance.checker.evidence;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call as a provider saw it.
 *
 * @param attemptId as the caller named it; null when it did not
 * @param receivedAt in milliseconds since the epoch
 * @param status of the answer; 0 when none was sent
 * @param promptTokens billed, the cached ones among them
 * @param completionTokens billed, the reasoning ones among them
 * @param bodySha256 of what was sent, lower-case hex; null when nothing was
 * @param asSent whether a client of Headgate gets the body as it is: it is OpenAI's, and whole
 * @param fault what the provider did wrong, on purpose; null when it did nothing
 * @param tier that it was served and billed at, as {@link Usage#tier()} has it
 */
public record UpstreamCall(
        long sequence,
        String provider,
        @Nullable String attemptId,
        long receivedAt,
        int status,
        boolean billed,
        long promptTokens,
        long cachedTokens,
        long completionTokens,
        long reasoningTokens,
        @Nullable String bodySha256,
        boolean asSent,
        @Nullable String fault,
        @Nullable String tier) {
    /** One that was served at the ordinary price. */
    public UpstreamCall(
            long sequence,
            String provider,
            @Nullable String attemptId,
            long receivedAt,
            int status,
            boolean billed,
            long promptTokens,
            long cachedTokens,
            long completionTokens,
            long reasoningTokens,
            @Nullable String bodySha256,
            boolean asSent,
            @Nullable String fault) {
        this(
                sequence,
                provider,
                attemptId,
                receivedAt,
                status,
                billed,
                promptTokens,
                cachedTokens,
                completionTokens,
                reasoningTokens,
                bodySha256,
                asSent,
                fault,
                null);
    }

    /** The id that the provider's answer bears. */
    public String upstreamId() {
        return "req_%016x".formatted(sequence);
    }

    /** Whether this is what was used: the same tokens in each meter, served at the same tier. */
    public boolean matches(Usage usage) {
        return usage.of("input") == promptTokens - cachedTokens
                && usage.of("cache_read") == cachedTokens
                && usage.of("output") == completionTokens - reasoningTokens
                && usage.of("reasoning") == reasoningTokens
                && Objects.equals(usage.tier(), tier);
    }

    public long tokens() {
        return promptTokens + completionTokens;
    }
}
