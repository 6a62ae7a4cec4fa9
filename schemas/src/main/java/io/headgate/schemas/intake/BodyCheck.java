package io.headgate.schemas.intake;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.JsonValue.Arr;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import io.headgate.schemas.json.WholeNumber;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.RequestKind;
import org.jspecify.annotations.Nullable;

/** Checks the parts of a body without which it cannot be routed. The rest is the provider's to judge. */
final class BodyCheck {
    private static final long MAX_OUTPUT_TOKENS = 10_000_000;
    private static final long MAX_CHOICES = 128;

    private BodyCheck() {}

    /** The body's alias; null when it has none that is valid. Faults are added to {@code problems}. */
    static @Nullable Alias check(Obj body, Problems problems) {
        Alias alias = alias(body.get("model"), problems);
        switch (RequestKind.of(name -> body.get(name) != null)) {
            case CHAT -> chat(body, problems);
            case EMBEDDINGS -> EmbeddingsCheck.check(body, problems);
        }
        return alias;
    }

    private static void chat(Obj body, Problems problems) {
        messages(body.get("messages"), problems);
        wholeNumber(body, "max_completion_tokens", MAX_OUTPUT_TOKENS, problems);
        wholeNumber(body, "max_tokens", MAX_OUTPUT_TOKENS, problems);
        wholeNumber(body, "n", MAX_CHOICES, problems);
    }

    private static @Nullable Alias alias(@Nullable JsonValue model, Problems problems) {
        if (model == null || (model instanceof Text text && text.value().isEmpty())) {
            problems.add(
                    "model",
                    new Failure(
                            FailureCode.MISSING_MODEL, "field 'model' is missing", null, "an alias of the catalogue"));
            return null;
        }
        if (!(model instanceof Text text)) {
            problems.field("model", JsonValue.kindOf(model), "a string");
            return null;
        }
        try {
            return new Alias(text.value());
        } catch (IllegalArgumentException notAnIdentifier) {
            problems.field("model", text.value(), "1 to 128 visible characters");
            return null;
        }
    }

    private static void messages(@Nullable JsonValue messages, Problems problems) {
        String allowed = "an array of one or more objects";
        if (!(messages instanceof Arr list)) {
            problems.field("messages", JsonValue.kindOf(messages), allowed);
        } else if (list.items().isEmpty()) {
            problems.field("messages", "an empty array", allowed);
        } else {
            list.items().stream()
                    .filter(item -> !(item instanceof Obj))
                    .findFirst()
                    .ifPresent(item -> problems.field("messages", "an array with " + JsonValue.kindOf(item), allowed));
        }
    }

    static void wholeNumber(Obj body, String name, long max, Problems problems) {
        JsonValue value = body.get(name);
        if (value == null) {
            return;
        }
        Long number = WholeNumber.of(value);
        if (number == null || number < 1 || number > max) {
            String seen = value instanceof JsonValue.Num num ? num.text() : JsonValue.kindOf(value);
            problems.field(name, seen, "a whole number, 1 to " + max);
        }
    }
}
