package io.headgate.schemas.catalog;

import java.time.Duration;

/**
 * How a failed attempt is tried again.
 *
 * @param maxAttempts of one request, all providers together; 1 means no second try
 * @param baseDelay the first back-off's upper bound; doubled each time, drawn evenly from zero up ("full jitter")
 * @param maxDelay where doubling ends
 */
public record Retry(int maxAttempts, Duration baseDelay, Duration maxDelay) {}
