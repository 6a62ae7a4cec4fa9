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
 * @param adapter the wire it speaks, one of {@link #ADAPTERS}
 * @param endpoints at least one, in order of preference
 * @param keys of its account, taken by weight; empty for a provider that wants none
 * @param apiVersion sent as the wire demands; null where it has none
 * @param fallbacks providers preferred, in order, when this one fails
 * @param allowPrivate whether loopback and private addresses may be called
 * @param billing for the books' reports; it decides nothing about calls
 * @param proxy through whom its endpoints are called
 * @param streams whether it is asked to stream what clients want streamed
 * @param dialect how it differs from OpenAI; {@link Dialect#OPENAI} for every adapter but {@code openai}
 * @param unsupported what happens to parameters that it has no words for
 */
public record Provider(
        ProviderName name,
        String adapter,
        List<Endpoint> endpoints,
        List<ProviderKey> keys,
        @Nullable String apiVersion,
        ProviderLimits limits,
        Timeouts timeouts,
        Retry retry,
        List<ProviderName> fallbacks,
        Redaction redaction,
        boolean allowPrivate,
        Billing billing,
        ProxyChoice proxy,
        Streams streams,
        Dialect dialect,
        Unsupported unsupported) {
    /** The adapters there are. */
    public static final Set<String> ADAPTERS = Set.of("openai", "anthropic", "gemini", "ollama", "replicate");

    public Provider {
        endpoints = List.copyOf(endpoints);
        keys = List.copyOf(keys);
        fallbacks = List.copyOf(fallbacks);
    }

    /**
     * One that speaks as OpenAI does, with one key or none, called through whomever the environment names, asked to stream
     * whatever clients want streamed, and sent nothing in part.
     */
    public Provider(
            ProviderName name,
            String adapter,
            List<Endpoint> endpoints,
            @Nullable SecretRef key,
            @Nullable String apiVersion,
            ProviderLimits limits,
            Timeouts timeouts,
            Retry retry,
            List<ProviderName> fallbacks,
            Redaction redaction,
            boolean allowPrivate,
            Billing billing) {
        this(
                name,
                adapter,
                endpoints,
                key == null ? List.of() : List.of(new ProviderKey(key, 1)),
                apiVersion,
                limits,
                timeouts,
                retry,
                fallbacks,
                redaction,
                allowPrivate,
                billing,
                ProxyChoice.ENVIRONMENT,
                Streams.ALWAYS,
                Dialect.OPENAI,
                Unsupported.STRICT);
    }

    /**
     * One address of a provider.
     *
     * @param baseUrl without a trailing slash; it ends where the adapter's paths begin, for {@code openai} {@code
     *     /chat/completions}
     * @param region for residency rules, for example {@code eu-central}; null when unknown
     */
    public record Endpoint(
            EndpointName name, URI baseUrl, @Nullable String region) {}
}
