package io.headgate.worker.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Fields;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Limits;
import io.headgate.worker.call.chat.ResponseFormat;
import io.headgate.worker.call.wire.ChatCall;
import java.util.List;
import java.util.Map;

/** Writes how to answer: nearly all that OpenAI has is here by another name. */
final class GenerationConfig {
    private static final Map<String, String> NUMBERS = Map.of(
            "temperature", "temperature",
            "top_p", "topP",
            "presence_penalty", "presencePenalty",
            "frequency_penalty", "frequencyPenalty");

    private static final Map<String, String> WHOLE_NUMBERS = Map.of("top_k", "topK", "n", "candidateCount");

    private static final int MOST_STOPS = 5;

    private GenerationConfig() {}

    static ObjectNode of(Fields body, ChatCall call) {
        ObjectNode config = Json.object();
        long cap = Limits.outputTokens(body, call.maxOutputTokens());
        if (cap != 0) {
            config.put("maxOutputTokens", cap);
        }
        writeNumbers(body, config);
        writeStop(body, config);
        writeLogprobs(body, config);
        writeFormat(body, config);
        ObjectNode thinking = ThinkingConfig.of(body, call.providerModel());
        if (!thinking.isEmpty()) {
            config.set("thinkingConfig", thinking);
        }
        return config;
    }

    private static void writeNumbers(Fields body, ObjectNode config) {
        NUMBERS.forEach((theirs, name) -> {
            JsonNode number = body.number(theirs);
            if (number != null) {
                config.set(name, number);
            }
        });
        WHOLE_NUMBERS.forEach((theirs, name) -> {
            Long number = body.count(theirs);
            if (number != null) {
                config.put(name, number);
            }
        });
        writeSeed(body, config);
    }

    /** A seed has 32 bits here. */
    private static void writeSeed(Fields body, ObjectNode config) {
        JsonNode seed = body.number("seed");
        if (seed != null && seed.isIntegralNumber() && seed.canConvertToInt()) {
            config.set("seed", seed);
        } else if (seed != null) {
            body.drop("seed", "a whole number of 32 bits");
        }
    }

    private static void writeStop(Fields body, ObjectNode config) {
        List<String> stop = Limits.stop(body);
        if (stop.size() > MOST_STOPS) {
            body.drop("stop", "5 sequences");
        }
        if (!stop.isEmpty()) {
            ArrayNode sequences = config.putArray("stopSequences");
            stop.stream().limit(MOST_STOPS).forEach(sequences::add);
        }
    }

    private static void writeLogprobs(Fields body, ObjectNode config) {
        Long alternatives = body.count("top_logprobs");
        if (Boolean.TRUE.equals(body.flag("logprobs"))) {
            config.put("responseLogprobs", true);
            if (alternatives != null && alternatives > 0) {
                config.put("logprobs", alternatives);
            }
        } else if (alternatives != null && alternatives > 0) {
            body.drop("top_logprobs", "0 without logprobs");
        }
    }

    private static void writeFormat(Fields body, ObjectNode config) {
        switch (ResponseFormat.of(body)) {
            case ResponseFormat.Text() -> {}
            case ResponseFormat.JsonObject() -> config.put("responseMimeType", "application/json");
            case ResponseFormat.JsonSchema(ObjectNode schema) -> {
                config.put("responseMimeType", "application/json");
                config.set("responseJsonSchema", schema);
            }
        }
    }
}
