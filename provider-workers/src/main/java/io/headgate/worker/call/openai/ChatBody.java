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

    private static final String CHOICES = "n";
    private static final int MAX_CHOICES = 128;

    private static final Set<String> CAPS = Set.of(MAX_TOKENS, "max_completion_tokens");
    /** For what we add. */
    private static final int MORE = 128;

    /** What was found while copying: whether there is a cap on output, and how many answers are asked for. */
    private record Copied(boolean capped, long choices) {}

    private ChatBody() {}

    /**
     * The body with the pinned model, not streaming, and with a cap on output.
     *
     * @param maxOutputTokens the cap where the body has none, all choices together; 0 for none
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
            Copied copied = copyFields(in, to);
            if (maxOutputTokens > 0 && !copied.capped()) {
                to.writeNumberField(MAX_TOKENS, Math.max(1, maxOutputTokens / copied.choices()));
            }
            to.writeEndObject();
            to.flush();
            return in.nextToken() == null ? Optional.of(out.toByteArray()) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** All but ours. */
    private static Copied copyFields(JsonParser in, JsonGenerator to) throws IOException {
        boolean capped = false;
        long choices = 1;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            boolean isNull = in.nextToken() == JsonToken.VALUE_NULL;
            boolean isCap = CAPS.contains(field);
            if (OURS.contains(field) || (isCap && isNull)) {
                in.skipChildren();
            } else {
                if (field.equals(CHOICES)) {
                    choices = choices(in);
                }
                to.writeFieldName(field);
                to.copyCurrentStructureExact(in);
                capped |= isCap;
            }
        }
        return new Copied(capped, choices);
    }

    /** How many answers are asked for, as the router counts them: each of them may be as long as the cap. */
    private static long choices(JsonParser in) throws IOException {
        boolean whole = in.currentToken() == JsonToken.VALUE_NUMBER_INT;
        return whole && in.getNumberType() == JsonParser.NumberType.INT
                ? Math.clamp(in.getIntValue(), 1, MAX_CHOICES)
                : 1;
    }
}
