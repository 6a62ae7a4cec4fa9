package io.headgate.worker.call.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Makes the body that goes upstream out of the client's: copied field by field, as most of it is prompt. */
final class ChatBody {
    /**
     * Numbers keep every digit the client wrote. Buffers come from one pool: kept per thread, as is usual, each of
     * thousands of virtual threads would make its own and hold it for as long as its provider is silent.
     */
    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String MODEL = "model";
    private static final String MAX_TOKENS = "max_tokens";
    /** Ours to say: the model is pinned, and answers come whole. */
    private static final Set<String> OURS = Set.of(MODEL, "stream", "stream_options");

    private static final Set<String> CAPS = Set.of(MAX_TOKENS, "max_completion_tokens");
    /** For what we add. */
    private static final int MORE = 128;

    private ChatBody() {}

    /**
     * The body with the pinned model, not streaming, and with a cap on output.
     *
     * @param maxOutputTokens the cap where the body has none; 0 for none
     * @return empty when the client's body is not a JSON object
     */
    static Optional<byte[]> upstream(String body, String providerModel, long maxOutputTokens) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length() + MORE);
        try (JsonParser in = JSON.createParser(body);
                JsonGenerator to = JSON.createGenerator(out)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            to.writeStartObject();
            to.writeStringField(MODEL, providerModel);
            boolean capped = copyFields(in, to);
            if (maxOutputTokens > 0 && !capped) {
                to.writeNumberField(MAX_TOKENS, maxOutputTokens);
            }
            to.writeEndObject();
            to.flush();
            return in.nextToken() == null ? Optional.of(out.toByteArray()) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** All but ours; whether there was a cap on output among them. */
    private static boolean copyFields(JsonParser in, JsonGenerator to) throws IOException {
        boolean capped = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            boolean isNull = in.nextToken() == JsonToken.VALUE_NULL;
            boolean isCap = CAPS.contains(field);
            if (OURS.contains(field) || (isCap && isNull)) {
                in.skipChildren();
            } else {
                to.writeFieldName(field);
                to.copyCurrentStructureExact(in);
                capped |= isCap;
            }
        }
        return capped;
    }
}
