package io.headgate.schemas.message;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Every way a request or an attempt can fail. The wire name is the lower-case name and never changes. */
public enum FailureCode {
    // What came in cannot be served.
    NULL_RECORD,
    EMPTY_RECORD,
    INVALID_JSON,
    INVALID_AVRO,
    UNKNOWN_SCHEMA,
    TOO_DEEP,
    BODY_TOO_LARGE,
    MISSING_TENANT,
    TENANT_MISMATCH,
    UNKNOWN_TENANT,
    TENANT_DISABLED,
    MISSING_MODEL,
    UNKNOWN_ALIAS,
    INVALID_FIELD,
    // Time and policy.
    DEADLINE_EXCEEDED,
    CANCELLED,
    BUDGET_EXCEEDED,
    RATE_LIMITED,
    REDACTION_REFUSED,
    // Nothing can serve it, or nothing is left to try.
    NO_CANDIDATE,
    ATTEMPTS_EXHAUSTED,
    // What a provider answered.
    PROVIDER_BAD_REQUEST,
    PROVIDER_AUTH,
    PROVIDER_QUOTA,
    PROVIDER_RATE_LIMITED,
    PROVIDER_UNAVAILABLE,
    PROVIDER_TIMEOUT,
    PROVIDER_GARBAGE,
    PROVIDER_FINISH_REASON,
    CONTRACT_VIOLATION,
    CAPABILITY_REFUSED,
    OUTPUT_TRUNCATED,
    CONTEXT_TOO_LONG,
    CONTENT_FILTERED,
    // What Headgate itself could not do.
    RESULT_TOO_LARGE,
    UNREADABLE_INTERNAL,
    UNKNOWN;

    /** What a provider is to blame for; of an attempt that failed with another, the request itself is, or Headgate. */
    public static final Set<FailureCode> OF_PROVIDERS = Collections.unmodifiableSet(EnumSet.of(
            PROVIDER_AUTH,
            PROVIDER_QUOTA,
            PROVIDER_RATE_LIMITED,
            PROVIDER_UNAVAILABLE,
            PROVIDER_TIMEOUT,
            PROVIDER_GARBAGE,
            PROVIDER_FINISH_REASON,
            UNKNOWN));

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FailureCode> ofWireName(String name) {
        return Arrays.stream(values()).filter(c -> c.wireName().equals(name)).findFirst();
    }
}
