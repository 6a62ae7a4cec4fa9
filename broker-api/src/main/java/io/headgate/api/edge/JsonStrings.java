package io.headgate.api.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** What a tree of JSON does not tell: whether its strings can be stored, and how a part of it was written. */
final class JsonStrings {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonStrings() {}

    /** Whether no string and no name, at any depth, holds a NUL or a lone surrogate. */
    static boolean areClean(JsonNode node) {
        if (node.isTextual()) {
            return isClean(node.textValue());
        }
        return node.propertyStream().allMatch(member -> isClean(member.getKey()))
                && node.valueStream().allMatch(JsonStrings::areClean);
    }

    private static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** The member {@code name} of the object that {@code text} is, verbatim; the text has been read without an error. */
    static String verbatim(String text, String name) {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(name);
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                if (wanted) {
                    return text.substring(start, (int) parser.currentLocation().getCharOffset());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("JSON that was read before cannot be read again", e);
        }
        throw new IllegalArgumentException("no member " + name);
    }
}
