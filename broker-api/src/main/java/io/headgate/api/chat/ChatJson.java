package io.headgate.api.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** JSON as chat needs it: duplicate keys refused, numbers kept as they were written. */
public final class ChatJson {
    /** Buffers come from one pool: thousands of virtual threads would each make and hold their own. */
    private static final JsonMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ChatJson() {}

    public static JsonParser parser(byte[] json) throws IOException {
        return JSON.createParser(json);
    }

    /** @throws IOException when it is no JSON object */
    public static ObjectNode object(byte[] json) throws IOException {
        if (JSON.readTree(json) instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("no object");
    }

    /** The object that a text is; empty when it is none. */
    public static Optional<ObjectNode> object(String json) {
        try {
            return JSON.readTree(json) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    public static ObjectNode newObject() {
        return JSON.createObjectNode();
    }

    public static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("writing a tree", impossible);
        }
    }

    public static String text(JsonNode json) {
        return json.toString();
    }
}
