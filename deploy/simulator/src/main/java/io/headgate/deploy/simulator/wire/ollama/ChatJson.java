package io.headgate.deploy.simulator.wire.ollama;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.Generation;
import io.headgate.deploy.simulator.generation.Generation.ToolCall;
import io.headgate.deploy.simulator.generation.TokenRule;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.JsonBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Ollama's chat response: once, or a line a token with {@code done} in the last. */
final class ChatJson {
    private final Answer answer;
    private final Generation generation;

    ChatJson(Answer answer) {
        this.answer = answer;
        this.generation = answer.generation();
    }

    byte[] body() {
        return JsonBody.object(this::whole);
    }

    List<byte[]> lines() {
        List<byte[]> lines = new ArrayList<>();
        if (!generation.reasoning().isEmpty()) {
            lines.add(line(json -> {
                json.writeStringField("content", "");
                json.writeStringField("thinking", generation.reasoning());
            }));
        }
        for (String piece : TokenRule.pieces(generation.text())) {
            lines.add(line(json -> content(json, piece)));
        }
        if (!generation.toolCalls().isEmpty()) {
            lines.add(line(json -> {
                json.writeStringField("content", "");
                toolCalls(json);
            }));
        }
        lines.add(JsonBody.framed(
                "",
                json -> {
                    head(json);
                    message(json, inside -> inside.writeStringField("content", ""));
                    end(json);
                },
                "\n"));
        return lines;
    }

    private void whole(JsonGenerator json) throws IOException {
        head(json);
        message(json, inside -> {
            content(inside, generation.text());
            if (!generation.reasoning().isEmpty()) {
                inside.writeStringField("thinking", generation.reasoning());
            }
            if (!generation.toolCalls().isEmpty()) {
                toolCalls(inside);
            }
        });
        end(json);
    }

    private byte[] line(JsonBody.Content message) {
        return JsonBody.framed(
                "",
                json -> {
                    head(json);
                    message(json, message);
                    json.writeBooleanField("done", false);
                },
                "\n");
    }

    private void head(JsonGenerator json) throws IOException {
        json.writeStringField("model", answer.model());
        json.writeStringField("created_at", generation.createdAt().toString());
    }

    private void message(JsonGenerator json, JsonBody.Content content) throws IOException {
        if (answer.has(Distortion.EMPTY_CHOICES)) {
            return;
        }
        json.writeObjectFieldStart("message");
        json.writeStringField("role", "assistant");
        content.writeTo(json);
        json.writeEndObject();
    }

    private void content(JsonGenerator json, String text) throws IOException {
        json.writeStringField("content", answer.has(Distortion.NULL_CONTENT) ? null : text);
    }

    private void toolCalls(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("tool_calls");
        int index = 0;
        for (ToolCall call : generation.toolCalls()) {
            json.writeStartObject();
            json.writeStringField("id", "call_" + answer.toolCallHexId(index));
            json.writeObjectFieldStart("function");
            json.writeNumberField("index", index++);
            json.writeStringField("name", call.name());
            json.writeFieldName("arguments");
            json.writeRawValue(call.arguments());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** A tool call is a stop like any other to Ollama. */
    private void end(JsonGenerator json) throws IOException {
        String reason = generation.finish() == Generation.Finish.LENGTH ? "length" : "stop";
        json.writeStringField(
                "done_reason", answer.has(Distortion.UNKNOWN_FINISH_REASON) ? Answer.UNKNOWN_FINISH : reason);
        json.writeBooleanField("done", true);
        json.writeNumberField("total_duration", 1_000_000L);
        json.writeNumberField("load_duration", 100_000L);
        if (!answer.has(Distortion.NO_USAGE)) {
            json.writeNumberField("prompt_eval_count", generation.usage().prompt());
            json.writeNumberField("prompt_eval_duration", 300_000L);
            json.writeNumberField("eval_count", generation.usage().completion());
            json.writeNumberField("eval_duration", 600_000L);
        }
    }
}
