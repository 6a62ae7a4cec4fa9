package io.headgate.worker.redact;

import io.headgate.schemas.json.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The texts of messages: what people and models say, and the arguments of calls. */
final class MessageTexts {
    private static final Set<String> SAID = Set.of("content", "refusal", "reasoning", "reasoning_content");
    /** Of a part of a message: the text of each type that is one. */
    private static final Map<String, String> TEXT_OF = Map.of("text", "text", "refusal", "refusal");
    /** What a provider made for itself, most of it signed: as soon as one letter is another, it refuses it. */
    private static final Set<String> SIGNED = Set.of("extra_content", "reasoning_details", "thinking_blocks");

    private static final String TYPE = "type";

    private final JsonWalk walk;
    private final TextSink sink;
    private final @Nullable LooseTexts loose;

    /** @param loose for all that is neither said nor an argument; null where that is left alone, as in an answer */
    MessageTexts(JsonWalk walk, TextSink sink, @Nullable LooseTexts loose) {
        this.walk = walk;
        this.sink = sink;
        this.loose = loose;
    }

    JsonValue message(JsonValue message) {
        return members(message, this::ofMessage);
    }

    private JsonValue ofMessage(String name, JsonValue value) {
        if (SAID.contains(name)) {
            return content(value);
        }
        return switch (name) {
            case "tool_calls" -> items(value, call -> members(call, this::ofCall));
            case "function_call" -> members(value, this::ofFunction);
            case "role", "tool_call_id" -> kept(value);
            // Not the place for a placeholder: providers take letters and digits, and no angle brackets.
            case "name" -> loose == null ? value : loose.words(value);
            default -> SIGNED.contains(name) ? signed(name, value) : unsure(name, value);
        };
    }

    /** A text, or parts. */
    JsonValue content(JsonValue content) {
        return content instanceof JsonValue.Arr parts ? walk.items(parts, this::part) : text(content);
    }

    private JsonValue part(JsonValue part) {
        if (!(part instanceof JsonValue.Obj object)) {
            return text(part);
        }
        String type = object.get(TYPE) instanceof JsonValue.Text(String name) ? name : "";
        String key = TEXT_OF.get(type);
        if (key == null) {
            walk.notSeen();
        }
        return walk.members(object, (name, value) -> {
            if (name.equals(key)) {
                return text(value);
            }
            return key == null && name.equals(type) ? media(value) : rest(name, value);
        });
    }

    /** An image, a sound, a file: its data is not looked through, and where it is has to stay. */
    private JsonValue media(JsonValue media) {
        return media instanceof JsonValue.Obj object
                ? walk.members(object, (name, value) -> switch (name) {
                    case "data", "file_data" -> value;
                    case "url", "file_id", "format", "detail" -> kept(value);
                    default -> rest(name, value);
                })
                : kept(media);
    }

    private JsonValue ofCall(String name, JsonValue value) {
        return switch (name) {
            case "function" -> members(value, this::ofFunction);
            case "custom" -> members(value, this::ofCustom);
            case "id" -> kept(value);
            default -> SIGNED.contains(name) ? signed(name, value) : rest(name, value);
        };
    }

    private JsonValue ofCustom(String name, JsonValue value) {
        return switch (name) {
            case "input" -> text(value);
            case "name" -> kept(value);
            default -> rest(name, value);
        };
    }

    /** Arguments are JSON in a text: what is written with escapes there is not seen. */
    private JsonValue ofFunction(String name, JsonValue value) {
        return switch (name) {
            case "arguments" -> {
                if (value instanceof JsonValue.Text(String arguments) && arguments.contains("\\u")) {
                    walk.notSeen();
                }
                yield text(value);
            }
            case "name" -> kept(value);
            default -> rest(name, value);
        };
    }

    JsonValue text(JsonValue value) {
        if (value instanceof JsonValue.Text(String text)) {
            String after = sink.text(text);
            return after.equals(text) ? value : new JsonValue.Text(after);
        }
        return odd(value);
    }

    JsonValue members(JsonValue value, JsonWalk.Change change) {
        return value instanceof JsonValue.Obj object ? walk.members(object, change) : odd(value);
    }

    JsonValue items(JsonValue value, UnaryOperator<JsonValue> each) {
        return value instanceof JsonValue.Arr array ? walk.items(array, each) : odd(value);
    }

    /** Something else than belongs here. */
    private JsonValue odd(JsonValue value) {
        if (value instanceof JsonValue.Null) {
            return value;
        }
        walk.notSeen();
        return loose == null ? value : loose.free(value);
    }

    /** Somebody's extension, which may be anything. */
    private JsonValue unsure(String name, JsonValue value) {
        if (!(value instanceof JsonValue.Null)) {
            walk.notSeen();
        }
        return rest(name, value);
    }

    private JsonValue signed(String name, JsonValue value) {
        boolean known = name.equals("extra_content") && ThoughtSignature.is(value);
        if (!(value instanceof JsonValue.Null) && !known) {
            walk.notSeen();
        }
        return value;
    }

    private JsonValue kept(JsonValue value) {
        return loose == null ? value : loose.kept(value);
    }

    private JsonValue rest(String name, JsonValue value) {
        return loose == null ? value : loose.member(name, value);
    }
}
