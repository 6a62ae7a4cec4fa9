package io.headgate.api.batches.run;

import io.headgate.schemas.message.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A line that has ended, as it is to be written.
 *
 * @param state {@code completed, failed, expired} or {@code cancelled}
 * @param response of a completed one, as it came; null when it is not kept any more
 * @param failure of a failed one
 */
public record EndedLine(
        int number,
        String customId,
        String state,
        @Nullable String response,
        @Nullable Failure failure) {
    /** Without the response: a completion never reaches a log. */
    @Override
    public String toString() {
        return "EndedLine[%d, %s]".formatted(number, state);
    }
}
