package io.headgate.api.replay.body;

import io.headgate.api.replay.FailedRow.Size;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.JsonValue.Arr;
import io.headgate.schemas.json.JsonValue.Obj;
import io.headgate.schemas.json.JsonValue.Text;
import io.headgate.schemas.json.WholeNumber;
import org.jspecify.annotations.Nullable;

/** Estimates what a chat-completions body takes, by the length of its texts. Thread-safe if the reader is. */
public final class PromptSize {
    /** Of English text, by OpenAI's rule of thumb. */
    private static final int CHARACTERS_PER_TOKEN = 4;
    /** One image of 1024 × 1024 at high detail (OpenAI's vision guide: 4 tiles of 170, and 85). */
    private static final long TOKENS_PER_IMAGE = 765;

    private static final long MOST_CHOICES = 128;

    private final JsonReader json;

    public PromptSize(JsonReader json) {
        this.json = json;
    }

    /** Nothing, of what is no JSON object. */
    public Size of(String body) {
        if (!(json.read(body) instanceof JsonDocument.Parsed(String _, Obj root))) {
            return new Size(0, null, 1);
        }
        long characters = characters(root.get("messages")) + characters(root.get("tools"));
        long tokens = Math.ceilDiv(characters, CHARACTERS_PER_TOKEN) + images(root.get("messages")) * TOKENS_PER_IMAGE;
        return new Size(tokens, cap(root), choices(root));
    }

    private static @Nullable Long cap(Obj body) {
        Long newer = WholeNumber.of(body.get("max_completion_tokens"));
        Long older = WholeNumber.of(body.get("max_tokens"));
        long cap = Math.max(newer == null ? 0 : newer, older == null ? 0 : older);
        return cap > 0 ? cap : null;
    }

    private static int choices(Obj body) {
        Long n = WholeNumber.of(body.get("n"));
        return n == null ? 1 : (int) Math.clamp(n, 1, MOST_CHOICES);
    }

    /** Of texts at any depth; depth is bounded by the reader. An image's bytes are no text. */
    private static long characters(@Nullable JsonValue value) {
        return switch (value) {
            case Text text -> text.value().length();
            case Arr list ->
                list.items().stream().mapToLong(PromptSize::characters).sum();
            case Obj object when object.get("image_url") != null -> 0;
            case Obj object ->
                object.members().values().stream()
                        .mapToLong(PromptSize::characters)
                        .sum();
            case JsonValue.Num _, JsonValue.Bool _, JsonValue.Null _ -> 0;
            case null -> 0;
        };
    }

    private static long images(@Nullable JsonValue value) {
        return switch (value) {
            case Arr list -> list.items().stream().mapToLong(PromptSize::images).sum();
            case Obj object when object.get("image_url") != null -> 1;
            case Obj object ->
                object.members().values().stream().mapToLong(PromptSize::images).sum();
            case Text _, JsonValue.Num _, JsonValue.Bool _, JsonValue.Null _ -> 0;
            case null -> 0;
        };
    }
}
