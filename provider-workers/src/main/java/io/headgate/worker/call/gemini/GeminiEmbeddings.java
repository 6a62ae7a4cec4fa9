package io.headgate.worker.call.gemini;

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

/** Google's {@code batchEmbedContents}: a request for each text, and a vector for each request in the same order. */
final class GeminiEmbeddings {
    /** Google refuses more; elsewhere they may be taken. */
    private static final int MOST_TEXTS = 100;

    private GeminiEmbeddings() {}

    static ObjectNode request(ChatCall call, Unsaid unsaid) {
        Fields body = Fields.ofBody(call.body(), unsaid);
        List<String> texts = EmbeddingTexts.of(body);
        if (texts.size() > MOST_TEXTS) {
            body.refuse("input", "at most %d texts".formatted(MOST_TEXTS));
        }
        EmbeddingsList.takeFormat(body);
        Long dimensions = body.count("dimensions");
        String task = body.text("task_type");
        body.done();
        ObjectNode to = Json.object();
        ArrayNode requests = to.putArray("requests");
        for (String text : texts) {
            ObjectNode one = requests.addObject().put("model", "models/" + call.providerModel());
            one.putObject("content").putArray("parts").addObject().put("text", text);
            if (task != null) {
                one.put("taskType", task);
            }
            if (dimensions != null) {
                one.put("outputDimensionality", dimensions);
            }
        }
        return to;
    }

    static WireReply reply(byte[] body, ObjectNode request) {
        return WireJson.object(body)
                .map(reply -> reply(reply, request))
                .orElseGet(() -> new WireReply.Unreadable("no JSON object", null));
    }

    /** It names no model. */
    private static WireReply reply(ObjectNode reply, ObjectNode request) {
        Usage usage = EmbeddingsList.used(reply.path("usageMetadata").path("promptTokenCount"));
        if (GeminiError.is(reply)) {
            return new WireReply.Failed(GeminiError.of(reply), usage);
        }
        List<JsonNode> vectors = new ArrayList<>();
        reply.path("embeddings").forEach(embedding -> vectors.add(embedding.path("values")));
        return EmbeddingsList.of(vectors, request, null, usage);
    }
}
