package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.Generation.ToolCall;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.JsonBody;
import java.io.IOException;

/** OpenAI's {@code chat.completion}: the answer in one body. */
final class CompletionJson {
    private final Answer answer;

    CompletionJson(Answer answer) {
        this.answer = answer;
    }

    byte[] body() {
        return JsonBody.object(json -> {
            ChatFields.head(json, answer, "chat.completion");
            json.writeArrayFieldStart("choices");
            if (!answer.has(Distortion.EMPTY_CHOICES)) {
                choice(json);
            }
            json.writeEndArray();
            if (!answer.has(Distortion.NO_USAGE)) {
                ChatFields.usage(json, answer.generation().usage());
            }
        });
    }

    private void choice(JsonGenerator json) throws IOException {
        boolean refuses = answer.has(Distortion.REFUSAL);
        boolean calls = !answer.generation().toolCalls().isEmpty();
        boolean silent = calls || refuses || answer.has(Distortion.NULL_CONTENT);
        String text = answer.generation().text();
        json.writeStartObject();
        json.writeNumberField("index", 0);
        json.writeObjectFieldStart("message");
        json.writeStringField("role", "assistant");
        json.writeStringField("content", silent ? null : text);
        if (calls) {
            toolCalls(json);
        }
        json.writeStringField("refusal", refuses ? text : null);
        json.writeEndObject();
        json.writeNullField("logprobs");
        json.writeStringField("finish_reason", ChatFields.finish(answer));
        json.writeEndObject();
    }

    private void toolCalls(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("tool_calls");
        int index = 0;
        for (ToolCall call : answer.generation().toolCalls()) {
            json.writeStartObject();
            json.writeStringField("id", ChatFields.toolCallId(answer, index++));
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", call.name());
            json.writeStringField("arguments", call.arguments());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
