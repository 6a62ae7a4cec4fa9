package io.headgate.schemas.intake;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with what a client sent; the first is what its sender is told. */
final class Problems {
    private static final int MAX_SHOWN = 80;

    private @Nullable Fault first;

    @Nullable
    Fault first() {
        return first;
    }

    void add(Fault fault) {
        if (first == null) {
            first = fault;
        }
    }

    /** @param field at fault; null when it is none in particular */
    void add(@Nullable String field, Failure failure) {
        add(new Fault(failure, field));
    }

    void field(String name, @Nullable String seen, String allowed) {
        add(invalidField(name, seen, allowed));
    }

    static Fault invalidField(String name, @Nullable String seen, String allowed) {
        return new Fault(
                new Failure(FailureCode.INVALID_FIELD, "field '%s' is not valid".formatted(name), shown(seen), allowed),
                name);
    }

    /** A value that a client sent, short enough for a message. */
    static @Nullable String shown(@Nullable String value) {
        if (value == null || value.length() <= MAX_SHOWN) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(MAX_SHOWN - 1)) ? MAX_SHOWN - 1 : MAX_SHOWN;
        return value.substring(0, end) + "… (" + value.length() + " characters)";
    }
}
