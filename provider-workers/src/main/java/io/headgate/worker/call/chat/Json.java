package io.headgate.worker.call.chat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON trees that keep every digit, read from anything and written whatever is in them. */
public final class Json {
    /** What is read may be 1,000 deep, and what is written wraps it. */
    private static final int DEPTH = 2_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** The one object that it is; empty when it is anything else. */
    public static Optional<ObjectNode> readObject(byte[] body) {
        return read(body).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
    }

    /** The one object that it is; empty when it is anything else. */
    public static Optional<ObjectNode> readObject(String text) {
        try {
            return Optional.ofNullable(READER.readTree(text))
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** The one value that it is; empty when it is no JSON. */
    public static Optional<JsonNode> read(byte[] body) {
        try {
            return Optional.ofNullable(READER.readTree(body));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** The string in a field; empty when there is none. */
    public static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.textValue() : "";
    }

    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JacksonException tooDeep) {
            throw new UncheckedIOException("JSON deeper than " + DEPTH, tooDeep);
        }
    }

    /** In UTF-8. By way of a string: half a surrogate pair, which JSON can say and UTF-8 cannot, becomes a {@code ?}. */
    public static byte[] writeBytes(JsonNode node) {
        return write(node).getBytes(StandardCharsets.UTF_8);
    }
}
