package io.headgate.api.replay;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * A failed request, as the index has it.
 *
 * @param code why it failed at last, by its wire name
 * @param alias null when it was too broken to have one
 * @param provider of the last attempt; null where none was made
 * @param whole false for what could never be served as it came
 * @param size what it takes, estimated
 * @param answered whether a replay of it has completed
 * @param failedAgain whether a replay of it has failed: that one stands in its place
 */
public record FailedRow(
        RequestId request,
        String code,
        @Nullable Alias alias,
        @Nullable String provider,
        boolean whole,
        Size size,
        Place place,
        boolean answered,
        boolean failedAgain) {
    /** Where it is in the topic {@code failures}. */
    public record Place(int partition, long offset) {}

    /**
     * What a request takes.
     *
     * @param inputTokens estimated
     * @param outputTokens the cap for each choice that its body gives; null when it gives none
     */
    public record Size(long inputTokens, @Nullable Long outputTokens, int choices) {}

    /** Whether a replay leaves it out unless it is told not to. */
    public boolean settled() {
        return answered || failedAgain;
    }
}
