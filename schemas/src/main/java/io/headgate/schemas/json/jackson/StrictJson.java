package io.headgate.schemas.json.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link JsonReader} on Jackson's streaming parser: depth, size and token count are bounded, duplicate keys refused. */
public final class StrictJson implements JsonReader {
    public static final int MAX_DEPTH = 64;
    static final int MAX_TOKENS = 500_000;
    /** A fence only: the size of a whole record is bounded before it is read. */
    private static final int MAX_STRING_LENGTH = 64 * 1024 * 1024;

    private static final int MAX_NAME_LENGTH = 4_096;
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonFactory factory;

    public StrictJson() {
        factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        // Ours, in value(), gives the typed failure; Jackson's is the second fence.
                        .maxNestingDepth(MAX_DEPTH + 1)
                        .maxStringLength(MAX_STRING_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxTokenCount(MAX_TOKENS)
                        .build())
                .build();
    }

    @Override
    public JsonDocument read(byte[] utf8) {
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return refused("the value is not UTF-8", null, "JSON in UTF-8");
        }
    }

    @Override
    public JsonDocument read(String text) {
        String document = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        try (JsonParser parser = factory.createParser(document)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return refused("the value holds no JSON", "white space", "a JSON object");
            }
            JsonValue root = value(parser, first, 0);
            if (parser.nextToken() != null) {
                return refused("text follows the JSON value, " + at(parser), null, "one JSON object");
            }
            return new JsonDocument.Parsed(document, root);
        } catch (Refusal refusal) {
            return new JsonDocument.Refused(refusal.failure);
        } catch (JsonProcessingException notJson) {
            // The parser's own message may quote the prompt: only the place is told.
            return refused("the value is not JSON" + place(notJson), null, "one JSON object without duplicate keys");
        } catch (IOException impossible) {
            throw new IllegalStateException("reading a string", impossible);
        }
    }

    private static JsonValue value(JsonParser parser, JsonToken token, int depth) throws IOException, Refusal {
        return switch (token) {
            case START_OBJECT -> object(parser, deeper(depth));
            case START_ARRAY -> array(parser, deeper(depth));
            case VALUE_STRING -> new JsonValue.Text(checked(parser, parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(parser.getText());
            case VALUE_TRUE -> new JsonValue.Bool(true);
            case VALUE_FALSE -> new JsonValue.Bool(false);
            case VALUE_NULL -> new JsonValue.Null();
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("JSON token " + token + " where a value begins");
        };
    }

    private static JsonValue object(JsonParser parser, int depth) throws IOException, Refusal {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (next(parser) != JsonToken.END_OBJECT) {
            String name = checked(parser, parser.currentName());
            members.put(name, value(parser, next(parser), depth));
        }
        return new JsonValue.Obj(members, start, (int) parser.currentLocation().getCharOffset());
    }

    private static JsonValue array(JsonParser parser, int depth) throws IOException, Refusal {
        List<JsonValue> items = new ArrayList<>();
        for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
            items.add(value(parser, token, depth));
        }
        return new JsonValue.Arr(items);
    }

    private static JsonToken next(JsonParser parser) throws IOException, Refusal {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new Refusal(failure("the JSON ends too early, " + at(parser), null, "one complete JSON object"));
        }
        return token;
    }

    private static int deeper(int depth) throws Refusal {
        if (depth >= MAX_DEPTH) {
            throw new Refusal(new Failure(
                    FailureCode.TOO_DEEP,
                    "the JSON is nested too deep",
                    "more than " + MAX_DEPTH + " levels",
                    MAX_DEPTH + " levels"));
        }
        return depth + 1;
    }

    private static String checked(JsonParser parser, String text) throws Refusal {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new Refusal(failure("a string holds NUL, " + at(parser), "\\u0000", "text without NUL"));
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new Refusal(failure(
                            "a string holds a lone surrogate, " + at(parser),
                            "\\u" + Integer.toHexString(c),
                            "surrogates in pairs"));
                }
                i++;
            }
        }
        return text;
    }

    private static String at(JsonParser parser) {
        return "line %d, column %d"
                .formatted(
                        parser.currentLocation().getLineNr(),
                        parser.currentLocation().getColumnNr());
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : ", line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private static JsonDocument refused(String message, @Nullable String seen, String allowed) {
        return new JsonDocument.Refused(failure(message, seen, allowed));
    }

    private static Failure failure(String message, @Nullable String seen, String allowed) {
        return new Failure(FailureCode.INVALID_JSON, message, seen, allowed);
    }

    /** Leaves the recursion; never leaves this class. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Failure failure;

        Refusal(Failure failure) {
            super(failure.message(), null, false, false);
            this.failure = failure;
        }
    }
}
