package io.headgate.metering.aggregate;

import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt may hold, so that no sum of theirs overflows and no column refuses a row: a figure beyond these is
 * a fault of whoever reported it, and one such record must not stop the books of all others.
 */
final class Bounds {
    static final long MAX_QUANTITY = 1_000_000_000_000L;
    static final BigDecimal MAX_AMOUNT = BigDecimal.TEN.pow(15);
    static final Duration MAX_DURATION = Duration.ofDays(366);
    static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    static final Instant LATEST = Instant.parse("2999-12-31T23:59:59Z");

    private Bounds() {}

    /** The first figure that is out of bounds; empty when the attempt can be booked. */
    static Optional<Failure> broken(Attempt attempt) {
        return quantity(attempt)
                .or(() -> amount(attempt))
                .or(() -> time(attempt, "startedAt", attempt.summary().startedAt()))
                .or(() -> time(attempt, "firstByteAt", attempt.firstByteAt()))
                .or(() -> time(attempt, "dispatchedAt", attempt.dispatchedAt()))
                .or(() -> duration(attempt));
    }

    /** Whether a column can hold the amount, and a million such in a sum. */
    static boolean isBookable(Money money) {
        return money.amount().abs().compareTo(MAX_AMOUNT) < 0;
    }

    private static Optional<Failure> quantity(Attempt attempt) {
        Map<Meter, Long> quantities =
                attempt.usage() == null ? Map.of() : attempt.usage().quantities();
        return quantities.entrySet().stream()
                .filter(used -> used.getValue() > MAX_QUANTITY)
                .findFirst()
                .map(used -> failure(
                        attempt, used.getKey().wireName(), used.getValue().toString(), "0 to " + MAX_QUANTITY));
    }

    private static Optional<Failure> amount(Attempt attempt) {
        return switch (attempt.cost()) {
            case Cost.Priced(var money)
            when !isBookable(money) ->
                Optional.of(failure(attempt, "cost", money.toString(), "less than " + MAX_AMOUNT));
            case Cost.Priced _ -> Optional.empty();
            case Cost.Unpriced _ -> Optional.empty();
        };
    }

    private static Optional<Failure> time(Attempt attempt, String field, @Nullable Instant seen) {
        if (seen == null || !(seen.isBefore(EARLIEST) || seen.isAfter(LATEST))) {
            return Optional.empty();
        }
        return Optional.of(failure(attempt, field, seen.toString(), EARLIEST + " to " + LATEST));
    }

    private static Optional<Failure> duration(Attempt attempt) {
        Duration seen = attempt.summary().duration();
        return seen.isNegative() || seen.compareTo(MAX_DURATION) > 0
                ? Optional.of(failure(attempt, "duration", seen.toString(), "PT0S to " + MAX_DURATION))
                : Optional.empty();
    }

    private static Failure failure(Attempt attempt, String field, String seen, String allowed) {
        return new Failure(
                FailureCode.INVALID_FIELD,
                "attempt %s: %s is out of bounds".formatted(attempt.summary().id(), field),
                seen,
                allowed);
    }
}
