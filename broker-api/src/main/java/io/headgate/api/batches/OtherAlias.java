package io.headgate.api.batches;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.id.Alias;
import java.io.IOException;

/** A line of a batch that asks for another alias, and is the same in all else: numbers keep the digits they were written with. */
final class OtherAlias {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private OtherAlias() {}

    /** @throws IOException when it is no JSON, which a line of a batch that has begun always is */
    static byte[] of(byte[] line, Alias alias) throws IOException {
        JsonNode tree = JSON.readTree(line);
        if (tree.get("body") instanceof ObjectNode body) {
            body.put("model", alias.value());
        }
        return JSON.writeValueAsBytes(tree);
    }
}
