package io.headgate.schemas.id;

/** The rule that all identifiers share: not empty, bounded, and of visible characters only. */
final class Identifiers {
    private Identifiers() {}

    static void check(String type, String value, int maxLength) {
        if (value.isEmpty() || value.length() > maxLength) {
            throw new IllegalArgumentException(
                    "%s: seen %d characters, allowed 1 to %d".formatted(type, value.length(), maxLength));
        }
        if (!value.chars().allMatch(c -> c > ' ' && c != 0x7f && !Character.isSurrogate((char) c))) {
            throw new IllegalArgumentException(
                    "%s: seen a space, a control character or a surrogate, allowed visible characters".formatted(type));
        }
    }

    /** Names that become part of a topic's name are held to what Kafka allows there. */
    static void checkTopicSafe(String type, String value) {
        if (!value.chars().allMatch(Identifiers::isTopicSafe)) {
            throw new IllegalArgumentException("%s: seen '%s', allowed [A-Za-z0-9._-]".formatted(type, value));
        }
    }

    private static boolean isTopicSafe(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
