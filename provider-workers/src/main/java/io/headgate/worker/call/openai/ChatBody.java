package io.headgate.worker.call.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.headgate.worker.call.wire.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the body that goes upstream out of the client's: copied field by field, as most of it is prompt. */
final class ChatBody {
    private static final String MODEL = "model";
    private static final String STREAM = "stream";
    private static final String STREAM_OPTIONS = "stream_options";
    /** Ours to say: the model is pinned, and whether an answer is streamed is the worker's to choose. */
    private static final Set<String> OURS = Set.of(MODEL, STREAM, STREAM_OPTIONS);

    private static final String CHOICES = "n";
    private static final int MAX_CHOICES = 128;

    /** What the cap on output was called first … */
    static final String OLDER_CAP = "max_tokens";
    /** … and what OpenAI calls it since its models reason. */
    static final String NEWER_CAP = "max_completion_tokens";

    /** For what we add. */
    private static final int MORE = 128;

    /** What was found while copying: the cap on output by each of its names, and how many answers are asked for. */
    private record Copied(@Nullable String older, @Nullable String newer, long choices) {}

    private ChatBody() {}

    /**
     * What the server calls the cap on output.
     *
     * @param older what stands there for {@code max_tokens}, and is the name of a cap of ours
     * @param newer what stands there for {@code max_completion_tokens}
     */
    record CapNames(String older, String newer) {}

    /**
     * What of a body is not the client's to say.
     *
     * @param caps what the cap on output is called
     * @param maxOutputTokens the cap where the body has none, all choices together; 0 for none
     * @param streamUsage whether a stream may be asked to report its usage
     */
    record Ours(String model, CapNames caps, long maxOutputTokens, boolean streamed, boolean streamUsage) {}

    /**
     * The body with the pinned model, with one cap on output, and streaming or not.
     *
     * @return empty when the client's body is not a JSON object
     */
    static Optional<byte[]> upstream(String body, Ours ours) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length() + MORE);
        try (JsonParser in = WireJson.MAPPER.createParser(body);
                JsonGenerator to = WireJson.MAPPER.createGenerator(out)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            to.writeStartObject();
            to.writeStringField(MODEL, ours.model());
            writeCap(copyFields(in, to), ours, to);
            if (ours.streamed()) {
                to.writeBooleanField(STREAM, true);
            }
            if (ours.streamed() && ours.streamUsage()) {
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

    /** All but ours and the cap, of which there is to be one, whichever name it has. */
    private static Copied copyFields(JsonParser in, JsonGenerator to) throws IOException {
        String older = null;
        String newer = null;
        long choices = 1;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            if (field.equals(OLDER_CAP)) {
                older = number(in);
            } else if (field.equals(NEWER_CAP)) {
                newer = number(in);
            } else if (OURS.contains(field)) {
                in.skipChildren();
            } else {
                if (field.equals(CHOICES)) {
                    choices = choices(in);
                }
                to.writeFieldName(field);
                to.copyCurrentStructureExact(in);
            }
        }
        return new Copied(older, newer, choices);
    }

    /** A number as it was written; null for null, and for what the intake lets nobody send. */
    private static @Nullable String number(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token != null && token.isNumeric()) {
            return in.getText();
        }
        in.skipChildren();
        return null;
    }

    /** The client's, else ours. Of two the newer counts, as it does for what is held; OpenAI refuses both at once. */
    private static void writeCap(Copied copied, Ours ours, JsonGenerator to) throws IOException {
        if (copied.newer() != null) {
            to.writeFieldName(ours.caps().newer());
            to.writeNumber(copied.newer());
        } else if (copied.older() != null) {
            to.writeFieldName(ours.caps().older());
            to.writeNumber(copied.older());
        } else if (ours.maxOutputTokens() > 0) {
            to.writeNumberField(ours.caps().older(), Math.max(1, ours.maxOutputTokens() / copied.choices()));
        }
    }

    /** How many answers are asked for, as the router counts them: each of them may be as long as the cap. */
    private static long choices(JsonParser in) throws IOException {
        boolean whole = in.currentToken() == JsonToken.VALUE_NUMBER_INT;
        return whole && in.getNumberType() == JsonParser.NumberType.INT
                ? Math.clamp(in.getIntValue(), 1, MAX_CHOICES)
                : 1;
    }
}
