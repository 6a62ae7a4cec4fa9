package io.headgate.schemas.catalog;

import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ProviderName;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who answers prompts.
 *
 * @param adapter the wire it speaks: {@code openai} …
 * @param endpoints at least one, in order of preference
 * @param apiKey null for a provider that wants none
 * @param apiVersion sent as the wire demands; null where it has none
 * @param fallbacks providers preferred, in order, when this one fails
 * @param allowPrivate whether loopback and private addresses may be called
 * @param billing for the books' reports; it decides nothing about calls
 */
public record Provider(
        ProviderName name,
        String adapter,
        List<Endpoint> endpoints,
        @Nullable SecretRef apiKey,
        @Nullable String apiVersion,
        ProviderLimits limits,
        Timeouts timeouts,
        Retry retry,
        List<ProviderName> fallbacks,
        Redaction redaction,
        boolean allowPrivate,
        Billing billing) {
    /** The adapters there are. */
    public static final Set<String> ADAPTERS = Set.of("openai", "anthropic", "gemini", "ollama", "replicate");

    public Provider {
        endpoints = List.copyOf(endpoints);
        fallbacks = List.copyOf(fallbacks);
    }

    /**
     * One address of a provider.
     *
     * @param baseUrl without a trailing slash; for {@code openai} it ends where {@code /chat/completions} begins
     * @param region for residency rules, for example {@code eu-central}; null when unknown
     */
    public record Endpoint(
            EndpointName name, URI baseUrl, @Nullable String region) {}
}
