package io.headgate.schemas.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What a provider account allows, all worker processes together.
 *
 * @param requestsPerMinute null when unlimited
 * @param tokensPerMinute null when unlimited
 * @param burst how many requests may go at once after a quiet time
 * @param maxInFlight calls under way at once, per worker process
 */
public record ProviderLimits(
        @Nullable Long requestsPerMinute, @Nullable Long tokensPerMinute, int burst, int maxInFlight) {}
