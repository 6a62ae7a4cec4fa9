package io.headgate.schemas.json;

import io.headgate.schemas.message.Failure;

/** What bytes or text turned out to be: a JSON document, or something that is refused, with the reason. */
public sealed interface JsonDocument {

    /**
     * A document.
     *
     * @param text without a byte order mark; the offsets of {@link JsonValue.Obj} are indexes into it
     */
    record Parsed(String text, JsonValue root) implements JsonDocument {
        /** The part of the text that an object of this document was read from, verbatim. */
        public String verbatim(JsonValue.Obj object) {
            return text.substring(object.start(), object.end());
        }
    }

    /** Refused: not JSON, nested too deep, a key twice, NUL, a lone surrogate. */
    record Refused(Failure failure) implements JsonDocument {}
}
