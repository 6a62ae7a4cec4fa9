package io.headgate.worker.call.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.Counts;
import io.headgate.worker.call.wire.ReplyJson;
import io.headgate.worker.call.wire.WireReply;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a list of embeddings. One that lacks a vector for any text is none: its client would take the next for it. */
final class EmbeddingsReply {
    private EmbeddingsReply() {}

    /** @param request the client's body, which says for how many texts */
    static WireReply of(ReplyJson reply, ObjectNode request) {
        ObjectNode tree = reply.tree();
        Usage usage = used(tree.path("usage"));
        if (OpenAiError.isIn(tree) && tree.path("data").isEmpty()) {
            return new WireReply.Failed(OpenAiError.of(tree), usage);
        }
        JsonNode data = tree.path("data");
        int texts = texts(request.path("input"));
        if (!data.isArray() || data.size() != texts) {
            return new WireReply.Unreadable("%d embeddings for %d texts".formatted(data.size(), texts), usage);
        }
        for (JsonNode one : data) {
            JsonNode vector = one.path("embedding");
            boolean filled = vector.isTextual() ? !vector.textValue().isEmpty() : vector.isArray() && !vector.isEmpty();
            if (!filled) {
                return new WireReply.Unreadable("an embedding without numbers", usage);
            }
        }
        return new WireReply.Embeddings(tree, reply.text(), usage);
    }

    /** An array of tokens is one text. */
    private static int texts(JsonNode input) {
        return input.isArray() && !input.path(0).isNumber() ? input.size() : 1;
    }

    /** Nothing is written: all that is used is input. Null when it does not say how much. */
    private static @Nullable Usage used(JsonNode usage) {
        JsonNode prompt = usage.path("prompt_tokens");
        return Counts.isCount(prompt)
                ? new Usage(Map.of(Meter.INPUT, prompt.longValue(), Meter.REQUEST, 1L), Usage.Source.REPORTED)
                : null;
    }
}
