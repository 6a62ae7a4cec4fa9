package io.headgate.api.batches.input;

import io.headgate.schemas.message.InferenceRequest;
import org.jspecify.annotations.Nullable;

/** What a line turned out to be. */
public sealed interface LineRead {
    /**
     * It can be sent.
     *
     * @param request as intake takes it at this moment, under an id that stands for none
     */
    record Good(BatchLine line, InferenceRequest request) implements LineRead {}

    /**
     * It cannot.
     *
     * @param customId its name where it has one
     */
    record Bad(LineError error, @Nullable String customId) implements LineRead {}
}
