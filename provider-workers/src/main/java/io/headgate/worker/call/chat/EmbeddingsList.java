package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.wire.WireReply;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes vectors as OpenAI's list of embeddings: numbers as they came or, where the client wants that, as base64 of 32-bit
 * floats, the least byte first. A list that lacks a vector for any text is none: its client would take the next for it.
 */
public final class EmbeddingsList {
    private static final String FORMAT = "encoding_format";
    private static final String BASE64 = "base64";

    private EmbeddingsList() {}

    /** Takes the form that the client wants; one that OpenAI does not have is refused. */
    public static void takeFormat(Fields body) {
        String format = body.text(FORMAT);
        if (format != null && !format.equals("float") && !format.equals(BASE64)) {
            body.refuse(FORMAT, "float or base64");
        }
    }

    /**
     * The list, or what is wrong with it.
     *
     * @param request the client's body, which says for how many texts, and in which form
     * @param model what the provider says it used; null when it did not
     * @param usage what the provider reports; null when it reports nothing
     */
    public static WireReply of(
            List<JsonNode> vectors, ObjectNode request, @Nullable String model, @Nullable Usage usage) {
        int texts = EmbeddingTexts.count(request);
        if (vectors.size() != texts) {
            return new WireReply.Unreadable("%d embeddings for %d texts".formatted(vectors.size(), texts), usage);
        }
        boolean encoded = Json.text(request, FORMAT).equals(BASE64);
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode data = list.putArray("data");
        for (JsonNode vector : vectors) {
            if (!isVector(vector)) {
                return new WireReply.Unreadable("an embedding without numbers", usage);
            }
            ObjectNode one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            one.set("embedding", encoded ? base64(vector) : vector);
        }
        if (model != null) {
            list.put("model", model);
        }
        if (usage != null) {
            ObjectNode counts = list.putObject("usage").put("prompt_tokens", usage.inputTokens());
            counts.put("total_tokens", usage.inputTokens());
        }
        return new WireReply.Embeddings(list, null, usage);
    }

    /** Nothing is written: all that is used is input. Null when it is no count. */
    public static @Nullable Usage used(JsonNode input) {
        return Counts.isCount(input)
                ? new Usage(Map.of(Meter.INPUT, input.longValue(), Meter.REQUEST, 1L), Usage.Source.REPORTED)
                : null;
    }

    /** An array of numbers that a float can hold: what is infinite is near to nothing. */
    private static boolean isVector(JsonNode vector) {
        if (!vector.isArray() || vector.isEmpty()) {
            return false;
        }
        for (JsonNode number : vector) {
            if (!number.isNumber() || !Float.isFinite(number.floatValue())) {
                return false;
            }
        }
        return true;
    }

    private static TextNode base64(JsonNode vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (JsonNode number : vector) {
            bytes.putFloat(number.floatValue());
        }
        return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes.array()));
    }
}
