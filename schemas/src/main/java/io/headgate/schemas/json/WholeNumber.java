package io.headgate.schemas.json;

import org.jspecify.annotations.Nullable;

/** A JSON number without fraction or exponent that fits a long. */
public final class WholeNumber {
    private static final int MAX_DIGITS = 18;

    private WholeNumber() {}

    /** The number; null when {@code value} is anything else. */
    public static @Nullable Long of(@Nullable JsonValue value) {
        if (!(value instanceof JsonValue.Num number) || number.text().length() > MAX_DIGITS) {
            return null;
        }
        try {
            return Long.valueOf(number.text());
        } catch (NumberFormatException fractionOrExponent) {
            return null;
        }
    }
}
