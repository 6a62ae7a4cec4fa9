package io.headgate.router.route;

import io.headgate.schemas.catalog.Capability;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a body demands of the model that is to answer it.
 *
 * @param inputTokens estimated; images included
 * @param maxOutputTokens the cap the body itself gives, per choice; null when it gives none
 * @param choices how many answers it wants, 1 or more
 * @param windowTokens how much of the input a context window has to hold at once: all of it, or the longest of several texts
 */
public record BodyNeeds(
        Set<Capability> capabilities,
        long inputTokens,
        @Nullable Long maxOutputTokens,
        long choices,
        long windowTokens) {
    /** Input that a context window has to hold at once. */
    public BodyNeeds(Set<Capability> capabilities, long inputTokens, @Nullable Long maxOutputTokens, long choices) {
        this(capabilities, inputTokens, maxOutputTokens, choices, inputTokens);
    }

    public BodyNeeds {
        capabilities = Set.copyOf(capabilities);
        if (inputTokens < 0 || choices < 1) {
            throw new IllegalArgumentException(
                    "body needs: seen %d input tokens, %d choices, allowed 0 or more and 1 or more"
                            .formatted(inputTokens, choices));
        }
    }

    /** Whether anything is written in answer; vectors are not. */
    boolean writes() {
        return !capabilities.contains(Capability.EMBEDDINGS);
    }
}
