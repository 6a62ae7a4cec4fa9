package io.headgate.worker.call.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.headgate.worker.call.wire.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Makes the body that goes upstream out of the client's: copied field by field, as most of it is prompt. */
final class ChatBody {
    private static final String MODEL = "model";
    private static final String MAX_TOKENS = "max_tokens";
    private static final String STREAM = "stream";
    private static final String STREAM_OPTIONS = "stream_options";
    /** Ours to say: the model is pinned, and whether an answer is streamed is the worker's to choose. */
    private static final Set<String> OURS = Set.of(MODEL, STREAM, STREAM_OPTIONS);

    private static final String CHOICES = "n";
    private static final int MAX_CHOICES = 128;

    private static final Set<String> CAPS = Set.of(MAX_TOKENS, "max_completion_tokens");
    /** For what we add. */
    private static final int MORE = 128;

    /** What was found while copying: whether there is a cap on output, and how many answers are asked for. */
    private record Copied(boolean capped, long choices) {}

    private ChatBody() {}

    /**
     * The body with the pinned model, with a cap on output, and streaming with its usage or not at all.
     *
     * @param maxOutputTokens the cap where the body has none, all choices together; 0 for none
     * @return empty when the client's body is not a JSON object
     */
    static Optional<byte[]> upstream(String body, String providerModel, long maxOutputTokens, boolean streamed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length() + MORE);
        try (JsonParser in = WireJson.MAPPER.createParser(body);
                JsonGenerator to = WireJson.MAPPER.createGenerator(out)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            to.writeStartObject();
            to.writeStringField(MODEL, providerModel);
            Copied copied = copyFields(in, to);
            if (maxOutputTokens > 0 && !copied.capped()) {
                to.writeNumberField(MAX_TOKENS, Math.max(1, maxOutputTokens / copied.choices()));
            }
            if (streamed) {
                to.writeBooleanField(STREAM, true);
                to.writeObjectFieldStart(STREAM_OPTIONS);
                to.writeBooleanField("include_usage", true);
                to.writeEndObject();
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
