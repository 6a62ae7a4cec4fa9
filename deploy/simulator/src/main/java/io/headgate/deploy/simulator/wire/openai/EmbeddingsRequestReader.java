package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.behaviour.Draw;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.generation.ChatPrompt.Delivery;
import io.headgate.deploy.simulator.generation.ChatPrompt.Tools;
import io.headgate.deploy.simulator.generation.TokenRule;
import io.headgate.deploy.simulator.wire.Reading;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import io.headgate.deploy.simulator.wire.RequestBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads an embeddings request: a text or several, as text or as tokens. */
final class EmbeddingsRequestReader {
    private static final int DIMENSIONS = 32;
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
        int tokens = 0;
        List<Long> hashes = new ArrayList<>();
        for (JsonNode text : texts(request.path("input"))) {
            tokens += tokens(text);
            hashes.add(Draw.hash(text.toString().getBytes(StandardCharsets.UTF_8)));
        }
        AnswerShape vectors = new AnswerShape.Vectors(hashes, dimensions(request), isEncoded(request));
        return new ChatPrompt(
                model.asText(),
                tokens,
                hashes.getFirst(),
                OptionalInt.empty(),
                new Delivery.Whole(),
                vectors,
                Tools.NONE,
                false,
                Optional.empty());
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

    private static int tokens(JsonNode text) {
        return text.isTextual() ? TokenRule.count(text.textValue()) : text.size();
    }

    private static int dimensions(JsonNode request) throws RefusedRequest {
        JsonNode asked = request.path("dimensions");
        if (asked.isMissingNode() || asked.isNull()) {
            return DIMENSIONS;
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
