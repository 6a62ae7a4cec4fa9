package io.headgate.api.access;

import java.util.regex.Pattern;

/** The part of a key that may be shown: what it is found, listed and revoked by. 12 letters and digits. */
public record KeyId(String value) implements Comparable<KeyId> {
    static final int LENGTH = 12;

    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{" + LENGTH + "}");

    public KeyId {
        if (!FORM.matcher(value).matches()) {
            // What was seen is not shown: it may be a whole key that was pasted.
            throw new IllegalArgumentException(
                    "KeyId: seen %d characters, allowed %d letters and digits".formatted(value.length(), LENGTH));
        }
    }

    @Override
    public int compareTo(KeyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
