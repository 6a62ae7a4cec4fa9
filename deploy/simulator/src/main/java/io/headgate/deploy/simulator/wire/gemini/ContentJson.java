package io.headgate.deploy.simulator.wire.gemini;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.Generation;
import io.headgate.deploy.simulator.generation.Generation.ToolCall;
import io.headgate.deploy.simulator.generation.TokenRule;
import io.headgate.deploy.simulator.generation.Usage;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.JsonBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gemini's {@code GenerateContentResponse}: once, or as a stream of them whose last one has the finish reason. */
final class ContentJson {
    private static final JsonBody.Content NO_PARTS = _ -> {};

    private final Answer answer;
    private final Generation generation;

    ContentJson(Answer answer) {
        this.answer = answer;
        this.generation = answer.generation();
    }

    byte[] body() {
        return JsonBody.object(json -> response(json, all(), finish()));
    }

    List<byte[]> events() {
        List<byte[]> events = new ArrayList<>();
        for (JsonBody.Content part : parts(TokenRule.pieces(generation.text()))) {
            events.add(JsonBody.event(json -> response(json, part, null)));
        }
        events.add(JsonBody.event(
                json -> response(json, generation.toolCalls().isEmpty() ? text("") : NO_PARTS, finish())));
        return events;
    }

    private JsonBody.Content all() {
        List<JsonBody.Content> parts = parts(List.of(generation.text()));
        return json -> {
            for (JsonBody.Content part : parts) {
                part.writeTo(json);
            }
        };
    }

    private List<JsonBody.Content> parts(List<String> texts) {
        List<JsonBody.Content> parts = new ArrayList<>();
        if (!generation.reasoning().isEmpty()) {
            parts.add(this::thought);
        }
        if (generation.toolCalls().isEmpty()) {
            texts.forEach(piece -> parts.add(text(piece)));
        }
        for (ToolCall call : generation.toolCalls()) {
            parts.add(json -> functionCall(json, call));
        }
        return parts;
    }

    private void response(JsonGenerator json, JsonBody.Content parts, @Nullable String finish) throws IOException {
        if (answer.has(Distortion.REFUSAL)) {
            json.writeObjectFieldStart("promptFeedback");
            json.writeStringField("blockReason", "PROHIBITED_CONTENT");
            json.writeEndObject();
        } else {
            json.writeArrayFieldStart("candidates");
            if (!answer.has(Distortion.EMPTY_CHOICES)) {
                candidate(json, parts, finish);
            }
            json.writeEndArray();
        }
        if (!answer.has(Distortion.NO_USAGE)) {
            usage(json, finish != null);
        }
        json.writeStringField("modelVersion", answer.model());
        json.writeStringField("responseId", answer.hexId());
    }

    private void candidate(JsonGenerator json, JsonBody.Content parts, @Nullable String finish) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("content");
        if (!answer.has(Distortion.NULL_CONTENT)) {
            json.writeArrayFieldStart("parts");
            parts.writeTo(json);
            json.writeEndArray();
        }
        json.writeStringField("role", "model");
        json.writeEndObject();
        if (finish != null) {
            json.writeStringField("finishReason", finish);
        }
        json.writeNumberField("index", 0);
        json.writeEndObject();
    }

    private String finish() {
        if (answer.has(Distortion.UNKNOWN_FINISH_REASON)) {
            return Answer.UNKNOWN_FINISH;
        }
        if (answer.has(Distortion.CONTENT_FILTERED)) {
            return "SAFETY";
        }
        if (answer.has(Distortion.FAILED_FINISH)) {
            return "MALFORMED_FUNCTION_CALL";
        }
        return generation.finish() == Generation.Finish.LENGTH ? "MAX_TOKENS" : "STOP";
    }

    /** The prompt's count comes with every event of a stream, the rest with the last. */
    private void usage(JsonGenerator json, boolean complete) throws IOException {
        Usage usage = generation.usage();
        json.writeObjectFieldStart("usageMetadata");
        json.writeNumberField("promptTokenCount", usage.prompt());
        if (complete) {
            json.writeNumberField("candidatesTokenCount", usage.completion() - usage.reasoning());
            if (usage.cached() > 0) {
                json.writeNumberField("cachedContentTokenCount", usage.cached());
            }
            if (usage.reasoning() > 0) {
                json.writeNumberField("thoughtsTokenCount", usage.reasoning());
            }
        }
        json.writeNumberField("totalTokenCount", complete ? usage.total() : usage.prompt());
        json.writeEndObject();
    }

    private static JsonBody.Content text(String text) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("text", text);
            json.writeEndObject();
        };
    }

    private void thought(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", generation.reasoning());
        json.writeBooleanField("thought", true);
        json.writeEndObject();
    }

    private static void functionCall(JsonGenerator json, ToolCall call) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("functionCall");
        json.writeStringField("name", call.name());
        json.writeFieldName("args");
        json.writeRawValue(call.arguments());
        json.writeEndObject();
        json.writeEndObject();
    }
}
