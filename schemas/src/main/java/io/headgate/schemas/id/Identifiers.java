package io.headgate.schemas.id;

/** The rule that all identifiers share: not empty, bounded, and of visible characters only. */
final class Identifiers {
    private Identifiers() {}

    static void check(String type, String value, int maxLength) {
        if (value.isEmpty() || value.length() > maxLength) {
            throw new IllegalArgumentException(
                    "%s: seen %d characters, allowed 1 to %d".formatted(type, value.length(), maxLength));
        }
        if (!isVisible(value)) {
            throw new IllegalArgumentException(
                    "%s: seen a space, a control character or a surrogate, allowed visible characters".formatted(type));
        }
    }

    /** Names that become part of a topic's name are held to what Kafka allows there. */
    static void checkTopicSafe(String type, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!isTopicSafe(value.charAt(i))) {
                throw new IllegalArgumentException("%s: seen '%s', allowed [A-Za-z0-9._-]".formatted(type, value));
            }
        }
    }

    // Loops, not streams: every record on every hop has a dozen identifiers.
    private static boolean isVisible(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c == 0x7f || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTopicSafe(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
