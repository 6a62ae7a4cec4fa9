package io.headgate.worker.call.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.EmbeddingTexts;
import io.headgate.worker.call.chat.EmbeddingsList;
import io.headgate.worker.call.wire.ReplyJson;
import io.headgate.worker.call.wire.WireReply;

/** Reads a list of embeddings. One that lacks a vector for any text is none: its client would take the next for it. */
final class EmbeddingsReply {
    private EmbeddingsReply() {}

    /** @param request the client's body, which says for how many texts */
    static WireReply of(ReplyJson reply, ObjectNode request) {
        ObjectNode tree = reply.tree();
        Usage usage = EmbeddingsList.used(tree.path("usage").path("prompt_tokens"));
        if (OpenAiError.isIn(tree) && tree.path("data").isEmpty()) {
            return new WireReply.Failed(OpenAiError.of(tree), usage);
        }
        JsonNode data = tree.path("data");
        int texts = EmbeddingTexts.count(request);
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
}
