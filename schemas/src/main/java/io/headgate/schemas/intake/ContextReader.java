package io.headgate.schemas.intake;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what a client says of a request, and types it. */
final class ContextReader {
    static final int MAX_TAGS = 32;
    static final int MAX_TAG_KEY = 64;
    static final int MAX_TAG_VALUE = 256;
    static final Duration MAX_DEADLINE = Duration.ofDays(30);
    private static final int MAX_TASK_ID = 256;
    private static final int MAX_TASK_TYPE = 64;
    private static final int MAX_LOCALE = 35;
    private static final long MAX_LATENCY_MS = Duration.ofDays(1).toMillis();
    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern BUDGET = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,18})?) +([A-Z]{3})");

    private final Instant acceptedAt;
    private final Duration defaultDeadline;
    private final Problems problems;

    ContextReader(Instant acceptedAt, Duration defaultDeadline, Problems problems) {
        this.acceptedAt = acceptedAt;
        this.defaultDeadline = defaultDeadline;
        this.problems = problems;
    }

    /** The context; of use only while {@code problems} has none. */
    RoutingContext read(Claims claims) {
        return new RoutingContext(
                text("task_id", claims.taskId(), MAX_TASK_ID),
                text("task_type", claims.taskType(), MAX_TASK_TYPE),
                locale(claims.locale()),
                priority(claims.priority()),
                deadline(claims.deadline()),
                maxLatency(claims.maxLatencyMs()),
                budget(claims.budget()),
                tags(claims.tags()),
                Set.of(),
                BatchClaim.read(claims, problems));
    }

    private @Nullable String text(String name, @Nullable String value, int maxLength) {
        if (value != null && (value.isEmpty() || value.length() > maxLength || hasControl(value))) {
            problems.field(name, value, "1 to %d characters, no control characters".formatted(maxLength));
        }
        return value;
    }

    private @Nullable String locale(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            if (value.isEmpty() || value.length() > MAX_LOCALE) {
                throw new IllformedLocaleException("length");
            }
            return new Locale.Builder().setLanguageTag(value).build().toLanguageTag();
        } catch (IllformedLocaleException notBcp47) {
            problems.field("locale", value, "a BCP 47 tag of at most %d characters, as de-CH".formatted(MAX_LOCALE));
            return null;
        }
    }

    private Priority priority(@Nullable String value) {
        return switch (value) {
            case null -> Priority.STANDARD;
            case "critical" -> Priority.CRITICAL;
            case "standard" -> Priority.STANDARD;
            case "background" -> Priority.BACKGROUND;
            default -> {
                problems.field("priority", value, "critical, standard or background");
                yield Priority.STANDARD;
            }
        };
    }

    private Instant deadline(@Nullable String value) {
        Instant fallback = acceptedAt.plus(defaultDeadline);
        if (value == null) {
            return fallback;
        }
        try {
            Instant deadline = value.startsWith("P") ? acceptedAt.plus(Duration.parse(value)) : Instant.parse(value);
            if (!deadline.isAfter(acceptedAt)) {
                problems.add(
                        "deadline",
                        new Failure(
                                FailureCode.DEADLINE_EXCEEDED,
                                "the deadline had passed when the request came",
                                value,
                                "after " + acceptedAt));
                return fallback;
            }
            if (deadline.isAfter(acceptedAt.plus(MAX_DEADLINE))) {
                problems.field("deadline", value, "at most %s after acceptance".formatted(MAX_DEADLINE));
                return fallback;
            }
            return deadline;
        } catch (DateTimeException | ArithmeticException notATime) {
            problems.field("deadline", value, "an ISO 8601 instant, or a duration as PT10M");
            return fallback;
        }
    }

    private @Nullable Duration maxLatency(@Nullable String value) {
        if (value == null) {
            return null;
        }
        long millis = MILLISECONDS.matcher(value).matches() ? Long.parseLong(value) : 0;
        if (millis < 1 || millis > MAX_LATENCY_MS) {
            problems.field("max_latency_ms", value, "1 to " + MAX_LATENCY_MS);
            return null;
        }
        return Duration.ofMillis(millis);
    }

    private @Nullable Money budget(@Nullable String value) {
        if (value == null) {
            return null;
        }
        Matcher matcher = BUDGET.matcher(value);
        try {
            if (!matcher.matches()) {
                throw new IllegalArgumentException("form");
            }
            BigDecimal amount = new BigDecimal(matcher.group(1));
            if (amount.signum() == 0) {
                throw new IllegalArgumentException("nothing can be had for nothing");
            }
            return new Money(amount, Currency.getInstance(matcher.group(2)));
        } catch (IllegalArgumentException notMoney) {
            problems.field("budget", value, "an amount above 0 and an ISO 4217 currency, as 0.05 USD");
            return null;
        }
    }

    private Map<String, String> tags(Map<String, String> tags) {
        if (tags.size() > MAX_TAGS) {
            problems.field("tags", tags.size() + " tags", "at most %d tags".formatted(MAX_TAGS));
        }
        tags.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > MAX_TAG_KEY || hasControl(key)) {
                problems.field("tags", key, "keys of 1 to %d characters, no control characters".formatted(MAX_TAG_KEY));
            }
            if (value.length() > MAX_TAG_VALUE || hasControl(value)) {
                problems.field(
                        "tags." + Problems.shown(key),
                        value,
                        "at most %d characters, no control characters".formatted(MAX_TAG_VALUE));
            }
        });
        return tags;
    }

    private static boolean hasControl(String value) {
        return value.chars().anyMatch(Character::isISOControl);
    }
}
