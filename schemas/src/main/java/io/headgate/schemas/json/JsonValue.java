package io.headgate.schemas.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value, read strictly: keys are unique, strings hold neither NUL nor a lone surrogate. */
public sealed interface JsonValue {

    /**
     * An object, its members in the order of the text.
     *
     * @param start index of its first character in the document
     * @param end index after its last character
     */
    record Obj(Map<String, JsonValue> members, int start, int end) implements JsonValue {
        /** The member of that name; null when there is none, or when it is JSON's {@code null}. */
        public @Nullable JsonValue get(String name) {
            JsonValue value = members.get(name);
            return value instanceof Null ? null : value;
        }
    }

    /** An array. */
    record Arr(List<JsonValue> items) implements JsonValue {}

    /** A string. */
    record Text(String value) implements JsonValue {}

    /** A number, as it was written. */
    record Num(String text) implements JsonValue {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements JsonValue {}

    /** {@code null}. */
    record Null() implements JsonValue {}

    /** The kind of a value as an error message names it. */
    static String kindOf(@Nullable JsonValue value) {
        return switch (value) {
            case null -> "nothing";
            case Obj _ -> "an object";
            case Arr _ -> "an array";
            case Text _ -> "a string";
            case Num _ -> "a number";
            case Bool _ -> "a boolean";
            case Null _ -> "null";
        };
    }
}
