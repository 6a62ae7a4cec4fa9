package io.headgate.schemas.catalog;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TierName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds where a route, a provider or a tenant says nothing of its own.
 *
 * @param provider the provider that goes first
 * @param fallbacks the providers that follow it, in order
 * @param tier the tier of a tenant that the catalogue does not name; null refuses such tenants
 * @param deadline how long after acceptance a request without a deadline is still wanted
 * @param maxOutputTokens the cap injected where request and route have none
 * @param maxBodyBytes the largest request body accepted, in bytes of UTF-8
 */
public record Defaults(
        @Nullable ProviderName provider,
        List<ProviderName> fallbacks,
        @Nullable TierName tier,
        Duration deadline,
        long maxOutputTokens,
        long maxBodyBytes) {
    public Defaults {
        fallbacks = List.copyOf(fallbacks);
    }
}
