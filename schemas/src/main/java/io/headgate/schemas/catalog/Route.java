package io.headgate.schemas.catalog;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where an alias leads.
 *
 * @param candidates in effective order: the route's (or the default) provider first, then its fallback chain, then as listed
 * @param maxOutputTokens the cap injected into a request that has none; null takes the default
 * @param strictRedaction whether a prompt is refused when redaction cannot be certain
 * @param responseSchema the contract its answers keep; null when there is none
 * @param selection how it chooses, beyond its strategy
 * @param onLength what becomes of answers that were cut at the cap
 * @param redaction what must not leave in its requests, in place of what the provider says of the same entities
 */
public record Route(
        Alias alias,
        Strategy strategy,
        List<Candidate> candidates,
        @Nullable Long maxOutputTokens,
        boolean strictRedaction,
        @Nullable ResponseSchema responseSchema,
        Selection selection,
        OnLength onLength,
        Redaction redaction) {
    public Route {
        candidates = List.copyOf(candidates);
    }

    /** A route whose answers may be cut, and that says nothing of redaction. */
    public Route(
            Alias alias,
            Strategy strategy,
            List<Candidate> candidates,
            @Nullable Long maxOutputTokens,
            boolean strictRedaction,
            @Nullable ResponseSchema responseSchema,
            Selection selection) {
        this(
                alias,
                strategy,
                candidates,
                maxOutputTokens,
                strictRedaction,
                responseSchema,
                selection,
                OnLength.ACCEPT,
                Redaction.NONE);
    }

    /** A route that chooses by its strategy alone. */
    public Route(
            Alias alias,
            Strategy strategy,
            List<Candidate> candidates,
            @Nullable Long maxOutputTokens,
            boolean strictRedaction,
            @Nullable ResponseSchema responseSchema) {
        this(alias, strategy, candidates, maxOutputTokens, strictRedaction, responseSchema, Selection.PLAIN);
    }

    /** How candidates are ranked. */
    public enum Strategy {
        /** As listed. */
        ORDERED,
        /** By expected cost, unpriced ones last. */
        CHEAPEST,
        /** By the time they are expected to take, waiting included. */
        FASTEST,
        /** By cost, time and errors at once, as {@link Selection#weights} say. */
        BALANCED,
        /** By share: each request belongs to one variant, and the next of its own in line where that one cannot serve. */
        WEIGHTED,
        /** Four of five requests to the cheapest, the fifth to the most reliable. */
        MOSTLY;

        /** The name in the catalogue: {@code ordered}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One model that can serve the alias.
     *
     * @param endpoint one endpoint of the model's provider; null means any, in the provider's order
     * @param share what it gets under {@link Strategy#WEIGHTED}; null where that is not used
     */
    public record Candidate(
            ModelName model,
            @Nullable EndpointName endpoint,
            @Nullable Share share) {
        /** A candidate without a share. */
        public Candidate(ModelName model, @Nullable EndpointName endpoint) {
            this(model, endpoint, null);
        }
    }

    /**
     * A variant of a weighted route, and how many of the requests are its.
     *
     * @param variant unique in the route
     * @param hundredths of a percent, 0 to {@value #ALL}; those of a route add up to that
     */
    public record Share(String variant, int hundredths) {
        public static final int ALL = 10_000;

        public Share {
            if (hundredths < 0 || hundredths > ALL) {
                throw new IllegalArgumentException("share of %s: seen %d hundredths of a percent, allowed 0 to %d"
                        .formatted(variant, hundredths, ALL));
            }
        }
    }

    /**
     * A versioned JSON Schema that answers are held against.
     *
     * @param schema its text, as JSON: a {@code ResponseContract}
     */
    public record ResponseSchema(String name, int version, String schema, OnViolation onViolation) {
        /** What it is called in an error: {@code ticket version 2}. */
        public String shown() {
            return "%s version %d".formatted(name, version);
        }
    }

    /** What becomes of an answer that was cut at the cap on output; it is billed in any case. */
    public enum OnLength {
        /** The client gets it; its {@code finish_reason} says so. */
        ACCEPT,
        /** It is asked for again with twice the room, as far as the model can and the client has not said how much. */
        RETRY,
        /** The request fails. */
        FAIL
    }

    /** What becomes of an answer that breaks its contract; it is billed in any case. */
    public enum OnViolation {
        /** The same model is asked once more, and then another. */
        RETRY,
        /** Another model is asked. */
        ELSEWHERE,
        /** The client gets it, and the result says what is wrong with it. */
        DELIVER
    }
}
