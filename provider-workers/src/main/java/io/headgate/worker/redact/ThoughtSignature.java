package io.headgate.worker.redact;

import io.headgate.schemas.json.JsonValue;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Gemini made of its own thoughts and wants back with a call or a message: {@code {"google": {"thought_signature":
 * "…"}}}, and nothing beside it. Nobody can look into it, but it came from there and goes back there: it is none of the
 * client's texts.
 */
final class ThoughtSignature {
    /** Shorter ones are not known; a name, a number or a card would be. */
    private static final int SHORTEST = 40;

    private static final int LONGEST = 1 << 16;
    /** Base64, of either alphabet. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]+={0,2}");

    private static final Finder KEYS = new ApiKeyFinder();

    private ThoughtSignature() {}

    /** Whether the extra content of a message or a call is one, and looks like one: all else may be anything. */
    static boolean is(JsonValue extra) {
        return only(extra, "google").flatMap(google -> only(google, "thought_signature")).stream()
                .anyMatch(signature -> signature instanceof JsonValue.Text(String text) && isOpaque(text));
    }

    private static Optional<JsonValue> only(JsonValue value, String name) {
        return value instanceof JsonValue.Obj object
                        && object.members().keySet().equals(Set.of(name))
                ? Optional.ofNullable(object.get(name))
                : Optional.empty();
    }

    private static boolean isOpaque(String text) {
        return text.length() >= SHORTEST
                && text.length() <= LONGEST
                && BASE64.matcher(text).matches()
                && text.chars().anyMatch(Character::isUpperCase)
                && text.chars().anyMatch(Character::isLowerCase)
                && KEYS.end(text, 0, 0) == Finder.NONE;
    }
}
