package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.EmbeddedTexts;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import io.headgate.deploy.simulator.wire.RequestBody;
import java.util.ArrayList;
import java.util.List;

/** Reads an embeddings request: a text or several, as text or as tokens. */
final class EmbeddingsRequestReader {
    private static final int MOST_DIMENSIONS = 4096;
    private static final int MOST_TEXTS = 2048;

    private EmbeddingsRequestReader() {}

    static Reading read(byte[] body) {
        return RequestBody.read(
                body,
                "We could not parse the JSON body of your request. The API expects a JSON object.",
                EmbeddingsRequestReader::prompt);
    }

    private static ChatPrompt prompt(JsonNode request) throws RefusedRequest {
        JsonNode model = request.path("model");
        if (!model.isTextual() || model.asText().isBlank()) {
            throw new RefusedRequest("model", "you must provide a model parameter");
        }
        EmbeddedTexts texts = new EmbeddedTexts();
        texts(request.path("input")).forEach(texts::add);
        return texts.prompt(model.asText(), dimensions(request), isEncoded(request));
    }

    private static List<JsonNode> texts(JsonNode input) throws RefusedRequest {
        boolean several = input.isArray() && !input.path(0).isNumber();
        List<JsonNode> texts = new ArrayList<>();
        if (several) {
            input.forEach(texts::add);
        } else {
            texts.add(input);
        }
        if (texts.isEmpty() || texts.size() > MOST_TEXTS || !texts.stream().allMatch(EmbeddingsRequestReader::isText)) {
            throw new RefusedRequest("input", "'$.input' is invalid. Please check the API reference.");
        }
        return texts;
    }

    private static boolean isText(JsonNode text) {
        return text.isTextual()
                ? !text.textValue().isEmpty()
                : text.isArray() && !text.isEmpty() && text.path(0).isIntegralNumber();
    }

    private static int dimensions(JsonNode request) throws RefusedRequest {
        JsonNode asked = request.path("dimensions");
        if (asked.isMissingNode() || asked.isNull()) {
            return EmbeddedTexts.DIMENSIONS;
        }
        if (RequestBody.isNoCount(asked) || asked.intValue() > MOST_DIMENSIONS) {
            throw new RefusedRequest(
                    "dimensions", "Invalid 'dimensions': expected 1 to " + MOST_DIMENSIONS + ", got " + asked + ".");
        }
        return asked.intValue();
    }

    private static boolean isEncoded(JsonNode request) throws RefusedRequest {
        String format = request.path("encoding_format").asText("float");
        return switch (format) {
            case "float" -> false;
            case "base64" -> true;
            default ->
                throw new RefusedRequest(
                        "encoding_format", "Invalid value: '" + format + "'. Supported values are: 'float', 'base64'.");
        };
    }
}
