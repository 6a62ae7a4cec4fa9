package io.headgate.metering.aggregate;

import org.jspecify.annotations.Nullable;

/** Text as a table can hold it: without NUL and lone surrogates, and short enough for the key of an index. */
public final class BookText {
    /** The longest project that lines tell apart. */
    public static final int MAX_PROJECT = 128;

    /** The longest value of another tag that lines tell apart. */
    public static final int MAX_TAG = 128;

    private static final int MAX_NAME = 256;
    private static final char REPLACEMENT = '\uFFFD';

    private BookText() {}

    /** The tag that lines are grouped by; empty when there is none. */
    public static String project(@Nullable String tag) {
        return tag == null ? "" : bounded(tag, MAX_PROJECT);
    }

    /** The value of a tag that lines are grouped by. */
    public static String tag(String value) {
        return bounded(value, MAX_TAG);
    }

    /** A provider's name for a model, or a route's name for a variant. */
    public static String name(String name) {
        return bounded(name, MAX_NAME);
    }

    /** Any text, with U+FFFD for what a table refuses. */
    public static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String bounded(String text, int maxLength) {
        return clean(text.length() > maxLength ? text.substring(0, maxLength) : text);
    }

    private static String replaced(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? REPLACEMENT : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
