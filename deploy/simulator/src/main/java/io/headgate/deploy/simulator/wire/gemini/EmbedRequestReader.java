package io.headgate.deploy.simulator.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.EmbeddedTexts;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import io.headgate.deploy.simulator.wire.RequestBody;
import java.util.Set;

/** Reads a request for embeddings: a request for each text, all of the model in the address. */
final class EmbedRequestReader {
    private static final int MOST_TEXTS = 100;
    private static final int MOST_DIMENSIONS = 3072;
    private static final Set<String> FIELDS = Set.of("model", "content", "taskType", "title", "outputDimensionality");

    private EmbedRequestReader() {}

    static Reading read(byte[] body, String model) {
        return RequestBody.read(
                body,
                "Invalid JSON payload received. Root element must be a message.",
                request -> prompt(request, model));
    }

    private static ChatPrompt prompt(JsonNode request, String model) throws RefusedRequest {
        RequestBody.checkFields(request, Set.of("requests"), field -> ContentRequestReader.unknown(field, ""));
        JsonNode requests = request.path("requests");
        if (!requests.isArray() || requests.isEmpty() || requests.size() > MOST_TEXTS) {
            throw new RefusedRequest(
                    "requests", "* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch\n");
        }
        EmbeddedTexts texts = new EmbeddedTexts();
        JsonNode dimensions = requests.path(0).path("outputDimensionality");
        for (JsonNode one : requests) {
            RequestBody.checkFields(one, FIELDS, field -> ContentRequestReader.unknown(field, "requests[0]"));
            if (!one.path("model").asText().equals("models/" + model)) {
                throw new RefusedRequest(
                        "requests", "* BatchEmbedContentsRequest.requests: the model must match that of the batch\n");
            }
            if (!one.path("outputDimensionality").equals(dimensions)) {
                throw new RefusedRequest("requests", "this simulated provider makes vectors of one length at a time");
            }
            texts.add(TextNode.valueOf(text(one.path("content"))));
        }
        return texts.prompt(model, dimensions(dimensions), false);
    }

    private static String text(JsonNode content) throws RefusedRequest {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content.path("parts")) {
            text.append(part.path("text").asText());
        }
        if (text.isEmpty()) {
            throw new RefusedRequest("requests", "* EmbedContentRequest.content: contents is not specified\n");
        }
        return text.toString();
    }

    private static int dimensions(JsonNode asked) throws RefusedRequest {
        if (asked.isMissingNode()) {
            return EmbeddedTexts.DIMENSIONS;
        }
        if (RequestBody.isNoCount(asked) || asked.intValue() > MOST_DIMENSIONS) {
            throw new RefusedRequest(
                    "requests", "* EmbedContentRequest.output_dimensionality: must be from 1 to " + MOST_DIMENSIONS);
        }
        return asked.intValue();
    }
}
