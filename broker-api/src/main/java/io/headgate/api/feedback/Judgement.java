package io.headgate.api.feedback;

import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What somebody says of an answer, read from JSON: {@code score} or {@code verdict}, and a {@code comment} if they like. */
sealed interface Judgement {
    /** @param score -1 to 1 */
    record Given(double score, @Nullable String comment) implements Judgement {}

    /** @param field at fault */
    record Refused(Failure failure, String field) implements Judgement {}

    /** In characters. */
    int LONGEST_COMMENT = 4_000;

    Set<String> FIELDS = Set.of("score", "verdict", "comment");

    /** Any bytes are an answer; no error repeats a comment. */
    static Judgement read(byte[] body, JsonReader json) {
        return switch (json.read(body)) {
            case JsonDocument.Refused refused -> new Refused(refused.failure(), "body");
            case JsonDocument.Parsed parsed when parsed.root() instanceof JsonValue.Obj said -> of(said);
            case JsonDocument.Parsed parsed ->
                refused("body", JsonValue.kindOf(parsed.root()), "an object with score or verdict");
        };
    }

    private static Judgement of(JsonValue.Obj said) {
        for (String name : said.members().keySet()) {
            if (!FIELDS.contains(name)) {
                return refused("body", "an unknown field", "score, verdict, comment");
            }
        }
        JsonValue comment = said.get("comment");
        boolean readable =
                comment == null || (comment instanceof JsonValue.Text(String text) && text.length() <= LONGEST_COMMENT);
        if (!readable) {
            return refused(
                    "comment", JsonValue.kindOf(comment), "text of at most %d characters".formatted(LONGEST_COMMENT));
        }
        String words = comment instanceof JsonValue.Text(String text) ? text : null;
        return scored(said.get("score"), said.get("verdict"), words);
    }

    private static Judgement scored(@Nullable JsonValue score, @Nullable JsonValue verdict, @Nullable String words) {
        if ((score == null) == (verdict == null)) {
            return refused("score", score == null ? "neither" : "both", "either score or verdict");
        }
        if (verdict != null) {
            return switch (verdict) {
                case JsonValue.Text(String text) when text.equals("good") -> new Given(1, words);
                case JsonValue.Text(String text) when text.equals("bad") -> new Given(-1, words);
                default -> refused("verdict", JsonValue.kindOf(verdict), "good, bad");
            };
        }
        return score instanceof JsonValue.Num(String text) && withinBounds(text)
                ? new Given(Double.parseDouble(text), words)
                : refused("score", JsonValue.kindOf(score), "a number, -1 to 1");
    }

    private static boolean withinBounds(String number) {
        try {
            return new BigDecimal(number).abs().compareTo(BigDecimal.ONE) <= 0;
        } catch (NumberFormatException exponentTooLarge) {
            return false;
        }
    }

    private static Refused refused(String field, String seen, String allowed) {
        return new Refused(
                new Failure(FailureCode.INVALID_FIELD, "The feedback cannot be read: " + field + ".", seen, allowed),
                field);
    }
}
