package io.headgate.schemas.intake;

import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.JsonValue.Arr;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import io.headgate.schemas.json.WholeNumber;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks an embeddings body: what texts there are, as text or as tokens. */
final class EmbeddingsCheck {
    private static final int MOST_TEXTS = 2_048;
    private static final long MOST_DIMENSIONS = 1_000_000;
    private static final String ALLOWED =
            "a text, or an array: of 1 to %d texts, of tokens, or of 1 to %d arrays of tokens"
                    .formatted(MOST_TEXTS, MOST_TEXTS);

    private EmbeddingsCheck() {}

    static void check(Obj body, Problems problems) {
        String wrong = wrong(body.get("input"));
        if (wrong != null) {
            problems.field("input", wrong, ALLOWED);
        }
        BodyCheck.wholeNumber(body, "dimensions", MOST_DIMENSIONS, problems);
        if (body.get("stream") instanceof JsonValue.Bool stream && stream.value()) {
            problems.field("stream", "true", "none: embeddings come whole");
        }
    }

    /** What is wrong with the input; null when nothing is. */
    private static @Nullable String wrong(@Nullable JsonValue input) {
        return switch (input) {
            case Text text -> text.value().isEmpty() ? "an empty text" : null;
            case Arr(List<JsonValue> items) -> wrong(items);
            case null, default -> JsonValue.kindOf(input);
        };
    }

    private static @Nullable String wrong(List<JsonValue> items) {
        if (items.isEmpty()) {
            return "an empty array";
        }
        if (items.stream().allMatch(EmbeddingsCheck::isToken)) {
            return null;
        }
        if (items.size() > MOST_TEXTS) {
            return items.size() + " texts";
        }
        Predicate<JsonValue> text =
                item -> item instanceof Text said && !said.value().isEmpty();
        Predicate<JsonValue> tokens = item -> item instanceof Arr(List<JsonValue> each)
                && !each.isEmpty()
                && each.stream().allMatch(EmbeddingsCheck::isToken);
        return items.stream().allMatch(text) || items.stream().allMatch(tokens) ? null : "an array of other things";
    }

    private static boolean isToken(JsonValue item) {
        Long number = WholeNumber.of(item);
        return number != null && number >= 0;
    }
}
