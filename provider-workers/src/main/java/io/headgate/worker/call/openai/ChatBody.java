package io.headgate.worker.call.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Makes the body that goes upstream out of the client's. */
final class ChatBody {
    /** Numbers keep every digit the client wrote. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader READER = JSON.readerFor(JsonNode.class);

    private ChatBody() {}

    /**
     * The body with the pinned model, not streaming, and with a cap on output.
     *
     * @param maxOutputTokens the cap where the body has none; 0 for none
     * @return empty when the client's body is not a JSON object
     */
    static Optional<byte[]> upstream(String body, String providerModel, long maxOutputTokens) {
        try {
            if (!(READER.readTree(body) instanceof ObjectNode chat)) {
                return Optional.empty();
            }
            chat.put("model", providerModel);
            chat.remove("stream");
            chat.remove("stream_options");
            if (maxOutputTokens > 0 && !chat.hasNonNull("max_tokens") && !chat.hasNonNull("max_completion_tokens")) {
                chat.put("max_tokens", maxOutputTokens);
            }
            return Optional.of(JSON.writeValueAsBytes(chat));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
