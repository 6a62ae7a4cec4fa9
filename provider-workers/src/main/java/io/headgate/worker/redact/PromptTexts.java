package io.headgate.worker.redact;

import io.headgate.schemas.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a request, of chat completions or embeddings, and of its answer: what people and models say, and not keys, names, ids or
 * schemas. Makes a new tree of the old, each text as somebody wants it.
 */
final class PromptTexts {
    /** Of a message: what is said. */
    private static final Set<String> SAID = Set.of("content", "refusal", "reasoning", "reasoning_content");
    /** Of a message: what says nothing. */
    private static final Set<String> STRUCTURE = Set.of("role", "name", "tool_call_id");
    /** Of a part of a message: the text of each type that is one. */
    private static final Map<String, String> TEXT_OF = Map.of("text", "text", "refusal", "refusal");

    private final UnaryOperator<String> each;
    private @Nullable String uncertain;

    /** @param each what becomes of a text */
    PromptTexts(UnaryOperator<String> each) {
        this.each = each;
    }

    /** The first place that could not be looked into; null when there was none. */
    @Nullable
    String uncertain() {
        return uncertain;
    }

    /** A request's body. */
    JsonValue ofRequest(JsonValue body) {
        return members(body, "body", (name, value) -> switch (name) {
            case "messages" -> items(value, name, this::message);
            case "input" -> input(value, name);
            case "system", "instructions" -> content(value, name);
            case "user" -> text(value, name);
            case "prediction" -> members(value, name, (key, v) -> key.equals("content") ? content(v, name) : v);
            default -> value;
        });
    }

    /** Texts to be embedded. What has been made tokens of already cannot be read. */
    private JsonValue input(JsonValue input, String at) {
        return input instanceof JsonValue.Arr ? items(input, at, this::text) : text(input, at);
    }

    /** An answer. */
    JsonValue ofAnswer(JsonValue body) {
        return members(
                body,
                "answer",
                (name, value) -> name.equals("choices")
                        ? items(
                                value,
                                name,
                                (choice, at) -> members(
                                        choice, at, (key, v) -> key.equals("message") ? message(v, at + "." + key) : v))
                        : value);
    }

    private JsonValue message(JsonValue message, String at) {
        return members(message, at, (name, value) -> {
            String here = at + "." + name;
            if (SAID.contains(name)) {
                return content(value, here);
            }
            return switch (name) {
                case "tool_calls" -> items(value, here, this::toolCall);
                case "function_call" -> function(value, here);
                default -> {
                    if (!STRUCTURE.contains(name) && !(value instanceof JsonValue.Null)) {
                        notSeen(here);
                    }
                    yield value;
                }
            };
        });
    }

    private JsonValue content(JsonValue content, String at) {
        return switch (content) {
            case JsonValue.Text _ -> text(content, at);
            case JsonValue.Arr _ -> items(content, at, this::part);
            case JsonValue.Null _ -> content;
            default -> {
                notSeen(at);
                yield content;
            }
        };
    }

    private JsonValue part(JsonValue part, String at) {
        if (part instanceof JsonValue.Text) {
            return text(part, at);
        }
        JsonValue type = part instanceof JsonValue.Obj object ? object.get("type") : null;
        String key = type instanceof JsonValue.Text(String name) ? TEXT_OF.get(name) : null;
        if (key == null) {
            notSeen(at);
            return part;
        }
        return members(part, at, (name, value) -> name.equals(key) ? text(value, at) : value);
    }

    private JsonValue toolCall(JsonValue call, String at) {
        return members(call, at, (name, value) -> switch (name) {
            case "function" -> function(value, at + "." + name);
            case "custom" -> members(value, at, (key, v) -> key.equals("input") ? text(v, at + ".input") : v);
            default -> value;
        });
    }

    /** Arguments are JSON in a text: what is written with escapes there is not seen. */
    private JsonValue function(JsonValue function, String at) {
        return members(function, at, (name, value) -> {
            if (!name.equals("arguments")) {
                return value;
            }
            if (value instanceof JsonValue.Text(String arguments) && arguments.contains("\\u")) {
                notSeen(at + "." + name);
            }
            return text(value, at + "." + name);
        });
    }

    private JsonValue text(JsonValue value, String at) {
        if (value instanceof JsonValue.Text(String text)) {
            return new JsonValue.Text(each.apply(text));
        }
        if (!(value instanceof JsonValue.Null)) {
            notSeen(at);
        }
        return value;
    }

    private interface Change {
        JsonValue of(String name, JsonValue value);
    }

    private interface Look {
        JsonValue at(JsonValue item, String place);
    }

    private JsonValue members(JsonValue value, String at, Change change) {
        if (!(value instanceof JsonValue.Obj object)) {
            if (!(value instanceof JsonValue.Null)) {
                notSeen(at);
            }
            return value;
        }
        Map<String, JsonValue> changed = new LinkedHashMap<>();
        object.members().forEach((name, member) -> changed.put(name, change.of(name, member)));
        return new JsonValue.Obj(changed, object.start(), object.end());
    }

    private JsonValue items(JsonValue value, String at, Look look) {
        if (!(value instanceof JsonValue.Arr(List<JsonValue> items))) {
            if (!(value instanceof JsonValue.Null)) {
                notSeen(at);
            }
            return value;
        }
        int[] index = {0};
        return new JsonValue.Arr(items.stream()
                .map(item -> look.at(item, "%s[%d]".formatted(at, index[0]++)))
                .toList());
    }

    private void notSeen(String at) {
        uncertain = uncertain == null ? at : uncertain;
    }
}
