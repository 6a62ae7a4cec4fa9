package io.headgate.worker.call.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.EmbeddingTexts;
import io.headgate.worker.call.chat.EmbeddingsList;
import io.headgate.worker.call.chat.Fields;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Unsaid;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireReply;
import java.util.ArrayList;
import java.util.List;

/** Ollama's {@code /api/embed}: a vector for each text, in the same order. */
final class OllamaEmbeddings {
    private OllamaEmbeddings() {}

    static ObjectNode request(ChatCall call, Unsaid unsaid) {
        Fields body = Fields.ofBody(call.body(), unsaid);
        ObjectNode to = Json.object().put("model", call.providerModel());
        ArrayNode input = to.putArray("input");
        EmbeddingTexts.of(body).forEach(input::add);
        // What does not fit into the context is refused, then, and its end is not left out in silence.
        to.put("truncate", false);
        EmbeddingsList.takeFormat(body);
        Long dimensions = body.count("dimensions");
        if (dimensions != null) {
            to.put("dimensions", dimensions);
        }
        body.done();
        return to;
    }

    static WireReply reply(byte[] body, ObjectNode request) {
        return WireJson.object(body)
                .map(reply -> reply(reply, request))
                .orElseGet(() -> new WireReply.Unreadable("no JSON object", null));
    }

    private static WireReply reply(ObjectNode reply, ObjectNode request) {
        Usage usage = EmbeddingsList.used(reply.path("prompt_eval_count"));
        if (OllamaError.isIn(reply)) {
            return new WireReply.Failed(OllamaError.of(reply), usage);
        }
        List<JsonNode> vectors = new ArrayList<>();
        reply.path("embeddings").forEach(vectors::add);
        return EmbeddingsList.of(vectors, request, WireJson.text(reply.path("model")), usage);
    }
}
