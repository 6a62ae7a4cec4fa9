package io.headgate.deploy.simulator.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.wire.RefusedRequest;
import io.headgate.deploy.simulator.wire.RequestBody;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a {@code generationConfig}. */
final class GenerationConfigReader {
    private static final String WHERE = "generation_config";
    private static final int MOST_STOPS = 5;
    private static final Set<String> FIELDS = Set.of(
            "temperature",
            "topP",
            "topK",
            "candidateCount",
            "maxOutputTokens",
            "stopSequences",
            "responseMimeType",
            "responseSchema",
            "responseJsonSchema",
            "seed",
            "presencePenalty",
            "frequencyPenalty",
            "responseLogprobs",
            "logprobs",
            "thinkingConfig",
            "responseModalities",
            "mediaResolution");

    private final JsonNode config;

    private GenerationConfigReader(JsonNode config) {
        this.config = config;
    }

    /** Checks it; a missing one is an empty one. */
    static GenerationConfigReader of(JsonNode config) throws RefusedRequest {
        RequestBody.checkFields(config, FIELDS, field -> ContentRequestReader.unknown(field, WHERE));
        range(config, "temperature", 0, 2);
        range(config, "topP", 0, 1);
        range(config, "presencePenalty", -2, 2);
        range(config, "frequencyPenalty", -2, 2);
        if (config.path("candidateCount").asInt(1) != 1) {
            throw new RefusedRequest("candidateCount", "Multiple candidates is not enabled for this model");
        }
        if (config.path("stopSequences").size() > MOST_STOPS) {
            throw new RefusedRequest("stopSequences", "The number of stop sequences must not exceed " + MOST_STOPS);
        }
        return new GenerationConfigReader(config);
    }

    private static void range(JsonNode config, String field, double least, double most) throws RefusedRequest {
        if (RequestBody.isOutside(config.path(field), least, most)) {
            throw new RefusedRequest(
                    field,
                    "* GenerateContentRequest.generation_config." + field + ": " + field + " must be in the range ["
                            + least + ", " + most + "].");
        }
    }

    OptionalInt maxTokens() throws RefusedRequest {
        JsonNode limit = config.path("maxOutputTokens");
        if (limit.isMissingNode()) {
            return OptionalInt.empty();
        }
        if (RequestBody.isNoCount(limit)) {
            throw new RefusedRequest(
                    "maxOutputTokens",
                    "* GenerateContentRequest.generation_config.max_output_tokens: max_output_tokens must be positive.");
        }
        return OptionalInt.of(limit.intValue());
    }

    AnswerShape shape() throws RefusedRequest {
        JsonNode schema =
                config.has("responseJsonSchema") ? config.path("responseJsonSchema") : config.path("responseSchema");
        boolean json = config.path("responseMimeType").asText().equals("application/json");
        if (schema.isMissingNode()) {
            return json ? new AnswerShape.AnyJson() : new AnswerShape.Prose();
        }
        if (!json) {
            throw new RefusedRequest(
                    "responseMimeType",
                    "* GenerateContentRequest.generation_config.response_schema: only allowed when response_mime_type"
                            + " is application/json");
        }
        return new AnswerShape.Schema(schema);
    }

    boolean showsThoughts() {
        return config.path("thinkingConfig").path("includeThoughts").asBoolean(false);
    }
}
