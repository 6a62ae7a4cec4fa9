package io.headgate.api.http.openai;

import io.headgate.schemas.message.Failure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a limit has room again: a failure says until when it has none. */
final class RetryTime {
    private static final String UNTIL = " until ";

    private RetryTime() {}

    /** Whole seconds from now, 1 at least, as {@code retry-after} wants them; empty where it is not known. */
    static Optional<String> after(Failure failure, Instant now) {
        String allowed = failure.allowed();
        int at = allowed == null ? -1 : allowed.lastIndexOf(UNTIL);
        if (allowed == null || at < 0) {
            return Optional.empty();
        }
        try {
            Instant free = Instant.parse(allowed.substring(at + UNTIL.length()));
            long seconds = Duration.between(now, free).plusMillis(999).toSeconds();
            return Optional.of(Long.toString(Math.max(1, seconds)));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
