package io.headgate.api.http.openai;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a limit has room again: a failure says until when it has none. */
final class RetryTime {
    private static final String UNTIL = " until ";
    /** What is limited at any moment has room as soon as another request ends. */
    private static final String SOON = "1";

    private RetryTime() {}

    /**
     * Whole seconds from now, 1 at least, as {@code retry-after} wants them: until the limit's window ends, 1 for a rate without
     * a window. Empty where time does not help.
     */
    static Optional<String> after(Failure failure, Instant now) {
        String allowed = failure.allowed();
        int at = allowed == null ? -1 : allowed.lastIndexOf(UNTIL);
        if (allowed == null || at < 0) {
            return withoutWindow(failure);
        }
        try {
            Instant free = Instant.parse(allowed.substring(at + UNTIL.length()));
            // Rounded up from the nanosecond on: a second too early is another 429.
            long seconds = Duration.between(now, free).plusNanos(999_999_999).toSeconds();
            return Optional.of(Long.toString(Math.max(1, seconds)));
        } catch (DateTimeException notATime) {
            return withoutWindow(failure);
        }
    }

    private static Optional<String> withoutWindow(Failure failure) {
        return failure.code() == FailureCode.RATE_LIMITED ? Optional.of(SOON) : Optional.empty();
    }
}
