package io.headgate.deploy.simulator.wire.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.EmbeddedTexts;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import io.headgate.deploy.simulator.wire.RequestBody;
import java.util.List;

/** Reads a request for embeddings: a text or several. Fields that it does not know are passed over. */
final class EmbedRequestReader {
    private static final int MOST_DIMENSIONS = 4096;

    private EmbedRequestReader() {}

    static Reading read(byte[] body) {
        return RequestBody.read(body, "invalid character in the request's body", EmbedRequestReader::prompt);
    }

    private static ChatPrompt prompt(JsonNode request) throws RefusedRequest {
        String model = request.path("model").asText();
        if (model.isBlank()) {
            throw new RefusedRequest("model", "model is required");
        }
        JsonNode input = request.path("input");
        if (!input.isTextual() && (!input.isArray() || input.isEmpty())) {
            throw new RefusedRequest("input", "invalid input type");
        }
        EmbeddedTexts texts = new EmbeddedTexts();
        for (JsonNode text : input.isArray() ? input : List.of(input)) {
            if (!text.isTextual()) {
                throw new RefusedRequest("input", "invalid input type");
            }
            texts.add(text);
        }
        return texts.prompt(model, dimensions(request.path("dimensions")), false);
    }

    private static int dimensions(JsonNode asked) throws RefusedRequest {
        if (asked.isMissingNode()) {
            return EmbeddedTexts.DIMENSIONS;
        }
        if (RequestBody.isNoCount(asked) || asked.intValue() > MOST_DIMENSIONS) {
            throw new RefusedRequest("dimensions", "invalid dimensions: " + asked);
        }
        return asked.intValue();
    }
}
