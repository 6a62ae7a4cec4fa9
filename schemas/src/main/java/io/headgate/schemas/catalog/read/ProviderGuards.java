package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.catalog.Retry;
import io.headgate.schemas.catalog.Timeouts;
import io.headgate.schemas.catalog.shape.Durations;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import java.time.Duration;
import java.util.List;

/** {@code limits}, {@code timeouts} and {@code retry} of a provider. */
final class ProviderGuards {
    private static final Field<Long> REQUESTS_PER_MINUTE = Field.optional(
            "requests_per_minute",
            Scalars.integer(1, 100_000_000),
            "unlimited",
            "Requests per minute, all workers together.");
    private static final Field<Long> TOKENS_PER_MINUTE = Field.optional(
            "tokens_per_minute",
            Scalars.integer(1, 1_000_000_000_000L),
            "unlimited",
            "Tokens per minute, input and output, all workers together.");
    private static final Field<Integer> BURST = Field.defaulted(
            "burst",
            Scalars.smallInteger(1, 1_000_000),
            10,
            "10",
            "How many requests may go at once after a quiet time.");
    private static final Field<Integer> MAX_IN_FLIGHT = Field.defaulted(
            "max_in_flight",
            Scalars.smallInteger(1, 100_000),
            256,
            "256",
            "Calls under way at once, for each worker process; a tenth of them is kept for critical work.");

    private static final ScalarShape<Duration> TIMEOUT = Scalars.duration(Duration.ofMillis(1), Duration.ofHours(1));
    private static final Duration DEFAULT_CONNECT = Duration.ofSeconds(5);
    private static final Duration DEFAULT_FIRST_BYTE = Duration.ofSeconds(60);
    private static final Duration DEFAULT_BETWEEN_CHUNKS = Duration.ofSeconds(30);
    private static final Field<Duration> CONNECT =
            Field.optional("connect", TIMEOUT, "5s, or total where that is less", "To open a connection.");
    private static final Field<Duration> FIRST_BYTE = Field.optional(
            "first_byte",
            TIMEOUT,
            "60s, or total where that is less",
            "From the request being sent to the first byte of the reply.");
    private static final Field<Duration> BETWEEN_CHUNKS = Field.optional(
            "between_chunks", TIMEOUT, "30s, or total where that is less", "Between two chunks of a streamed reply.");
    private static final Field<Duration> TOTAL =
            Field.defaulted("total", TIMEOUT, Duration.ofMinutes(2), "2m", "From start to end.");

    private static final Field<Integer> MAX_ATTEMPTS = Field.defaulted(
            "max_attempts",
            Scalars.smallInteger(1, 20),
            3,
            "3",
            "Of one request, all providers together; 1 means no second try.");
    private static final Field<Duration> BASE_DELAY = Field.defaulted(
            "base_delay",
            Scalars.duration(Duration.ofMillis(1), Duration.ofMinutes(1)),
            Duration.ofMillis(200),
            "200ms",
            "The first wait's upper bound; doubled each time, drawn evenly from zero up.");
    private static final Field<Duration> MAX_DELAY = Field.optional(
            "max_delay",
            Scalars.duration(Duration.ofMillis(1), Duration.ofHours(1)),
            "10s, or base_delay where that is more",
            "Where doubling ends.");

    private ProviderGuards() {}

    static ObjectShape<ProviderLimits> limits() {
        return ObjectShape.of(
                "What a provider account allows.",
                List.of(REQUESTS_PER_MINUTE, TOKENS_PER_MINUTE, BURST, MAX_IN_FLIGHT),
                values -> new ProviderLimits(
                        values.find(REQUESTS_PER_MINUTE).orElse(null),
                        values.find(TOKENS_PER_MINUTE).orElse(null),
                        values.get(BURST),
                        values.get(MAX_IN_FLIGHT)));
    }

    static ObjectShape<Timeouts> timeouts() {
        return new ObjectShape<>(
                "How long an attempt may take.",
                List.of(CONNECT, FIRST_BYTE, BETWEEN_CHUNKS, TOTAL),
                ProviderGuards::checkTimeouts,
                values -> new Timeouts(
                        atMostTotal(values, CONNECT, DEFAULT_CONNECT),
                        atMostTotal(values, FIRST_BYTE, DEFAULT_FIRST_BYTE),
                        atMostTotal(values, BETWEEN_CHUNKS, DEFAULT_BETWEEN_CHUNKS),
                        values.get(TOTAL)));
    }

    private static void checkTimeouts(Values values) {
        if (values.given(TOTAL) && values.find(TOTAL).isEmpty()) {
            return; // it is wrong itself: nothing to compare with
        }
        Duration total = values.get(TOTAL);
        for (Field<Duration> part : List.of(CONNECT, FIRST_BYTE, BETWEEN_CHUNKS)) {
            values.find(part)
                    .filter(seen -> seen.compareTo(total) > 0)
                    .ifPresent(seen -> values.at(part)
                            .problem("seen %s, allowed no more than total, %s"
                                    .formatted(Durations.shown(seen), Durations.shown(total))));
        }
    }

    private static Duration atMostTotal(Values values, Field<Duration> part, Duration fallback) {
        Duration total = values.get(TOTAL);
        return values.find(part).orElse(fallback.compareTo(total) < 0 ? fallback : total);
    }

    static ObjectShape<Retry> retry() {
        return new ObjectShape<>(
                "How a failed attempt is tried again.",
                List.of(MAX_ATTEMPTS, BASE_DELAY, MAX_DELAY),
                ProviderGuards::checkRetry,
                values -> new Retry(values.get(MAX_ATTEMPTS), values.get(BASE_DELAY), maxDelay(values)));
    }

    private static Duration maxDelay(Values values) {
        Duration base = values.get(BASE_DELAY);
        Duration fallback = Duration.ofSeconds(10);
        return values.find(MAX_DELAY).orElse(base.compareTo(fallback) > 0 ? base : fallback);
    }

    private static void checkRetry(Values values) {
        if (values.given(BASE_DELAY) && values.find(BASE_DELAY).isEmpty()) {
            return;
        }
        Duration base = values.get(BASE_DELAY);
        values.find(MAX_DELAY)
                .filter(seen -> seen.compareTo(base) < 0)
                .ifPresent(seen -> values.at(MAX_DELAY)
                        .problem("seen %s, allowed no less than base_delay, %s"
                                .formatted(Durations.shown(seen), Durations.shown(base))));
    }
}
