package io.headgate.schemas.catalog;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an alias leads.
 *
 * @param candidates in effective order: the route's (or the default) provider first, then its fallback chain, then as listed
 * @param maxOutputTokens the cap injected into a request that has none; null takes the default
 * @param strictRedaction whether a prompt is refused when redaction cannot be certain
 * @param responseSchema the contract its answers keep; null when there is none
 */
public record Route(
        Alias alias,
        Strategy strategy,
        List<Candidate> candidates,
        @Nullable Long maxOutputTokens,
        boolean strictRedaction,
        @Nullable ResponseSchema responseSchema) {
    public Route {
        candidates = List.copyOf(candidates);
    }

    /** How candidates are ranked. */
    public enum Strategy {
        /** As listed. */
        ORDERED,
        /** By expected cost, unpriced ones last. */
        CHEAPEST
    }

    /**
     * One model that can serve the alias.
     *
     * @param endpoint one endpoint of the model's provider; null means any, in the provider's order
     */
    public record Candidate(ModelName model, @Nullable EndpointName endpoint) {}

    /**
     * A versioned JSON Schema that answers are held against.
     *
     * @param schema its text, as JSON
     */
    public record ResponseSchema(String name, int version, String schema) {}
}
