package io.headgate.worker.redact;

import io.headgate.schemas.json.JsonValue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Texts by what may become of them, whatever they are part of. */
final class LooseTexts {
    private static final String DATA = "data:";
    private static final String BASE64 = ";base64";
    /** What tells one kind of object from another, wherever it is. */
    private static final Set<String> KINDS = Set.of("type", "role");

    private final JsonWalk walk;
    private final TextSink sink;

    LooseTexts(JsonWalk walk, TextSink sink) {
        this.walk = walk;
        this.sink = sink;
    }

    /** All texts in a value may become others; names and numbers stay. */
    JsonValue free(JsonValue value) {
        return switch (value) {
            case JsonValue.Text(String text) -> isData(text) ? notSeen(value) : text(value, text);
            case JsonValue.Obj object -> walk.members(object, this::member);
            case JsonValue.Arr array -> walk.items(array, this::free);
            case JsonValue.Num(String number) -> {
                sink.name(number);
                yield value;
            }
            case JsonValue.Bool _, JsonValue.Null _ -> value;
        };
    }

    /** A member of which nobody here knows what it is for. */
    JsonValue member(String name, JsonValue value) {
        name(name);
        return KINDS.contains(name) ? kept(value) : free(value);
    }

    /** A name of the client's. */
    void name(String name) {
        sink.name(name);
    }

    /** An object whose names say nothing of its values. */
    JsonValue named(JsonValue value, UnaryOperator<JsonValue> each) {
        return members(value, (name, member) -> {
            sink.name(name);
            return each.apply(member);
        });
    }

    /** All in a value stays, and is names, ids and the like. */
    JsonValue kept(JsonValue value) {
        return staying(value, sink::name);
    }

    /** All in a value stays, and is of people's making. */
    JsonValue words(JsonValue value) {
        return staying(value, sink::word);
    }

    private JsonValue staying(JsonValue value, Consumer<String> each) {
        return switch (value) {
            case JsonValue.Text(String text) -> {
                if (isData(text)) {
                    yield notSeen(value);
                }
                each.accept(text);
                yield value;
            }
            case JsonValue.Obj object ->
                walk.members(object, (name, member) -> {
                    sink.name(name);
                    return staying(member, each);
                });
            case JsonValue.Arr array -> walk.items(array, item -> staying(item, each));
            case JsonValue.Num(String number) -> {
                sink.name(number);
                yield value;
            }
            case JsonValue.Bool _, JsonValue.Null _ -> value;
        };
    }

    /** A parameter: its words stay, and its numbers are numbers and no more. A seed may well look like a card's. */
    JsonValue parameter(JsonValue value) {
        return switch (value) {
            case JsonValue.Text(String text) -> {
                sink.name(text);
                yield value;
            }
            case JsonValue.Obj object ->
                walk.members(object, (name, member) -> {
                    sink.name(name);
                    return parameter(member);
                });
            case JsonValue.Arr array -> walk.items(array, this::parameter);
            case JsonValue.Num _, JsonValue.Bool _, JsonValue.Null _ -> value;
        };
    }

    JsonValue members(JsonValue value, JsonWalk.Change change) {
        return value instanceof JsonValue.Obj object ? walk.members(object, change) : free(value);
    }

    JsonValue items(JsonValue value, UnaryOperator<JsonValue> each) {
        return value instanceof JsonValue.Arr array ? walk.items(array, each) : free(value);
    }

    private JsonValue text(JsonValue value, String text) {
        String after = sink.text(text);
        return after.equals(text) ? value : new JsonValue.Text(after);
    }

    private JsonValue notSeen(JsonValue value) {
        walk.notSeen();
        return value;
    }

    /** A data URL (RFC 2397) in base64: what it holds is in no text. */
    private static boolean isData(String text) {
        if (!text.regionMatches(true, 0, DATA, 0, DATA.length())) {
            return false;
        }
        int comma = text.indexOf(',');
        return comma > 0 && text.regionMatches(true, comma - BASE64.length(), BASE64, 0, BASE64.length());
    }
}
