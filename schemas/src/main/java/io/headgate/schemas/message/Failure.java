package io.headgate.schemas.message;

import org.jspecify.annotations.Nullable;

/**
 * Why something failed, for a person and for a program.
 *
 * @param message what failed and what to do next; never prompt, completion or key
 * @param seen what was found
 * @param allowed what would have been accepted
 */
public record Failure(
        FailureCode code,
        String message,
        @Nullable String seen,
        @Nullable String allowed) {
    public static Failure of(FailureCode code, String message) {
        return new Failure(code, message, null, null);
    }
}
