package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.Generation;
import io.headgate.deploy.simulator.generation.Generation.ToolCall;
import java.io.IOException;
import java.util.Optional;

/** OpenAI's {@code chat.completion}: the answer in one body. */
final class CompletionJson {
    private final Generation generation;
    private final Optional<Distortion> distortion;

    CompletionJson(Generation generation, Optional<Distortion> distortion) {
        this.generation = generation;
        this.distortion = distortion;
    }

    byte[] body() {
        return JsonBody.object(json -> {
            ChatFields.head(json, generation, "chat.completion");
            json.writeArrayFieldStart("choices");
            if (!has(Distortion.EMPTY_CHOICES)) {
                choice(json);
            }
            json.writeEndArray();
            if (!has(Distortion.NO_USAGE)) {
                ChatFields.usage(json, generation.usage());
            }
        });
    }

    private void choice(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", 0);
        json.writeObjectFieldStart("message");
        json.writeStringField("role", "assistant");
        Optional<ToolCall> call = generation.toolCall();
        if (call.isPresent()) {
            json.writeNullField("content");
            toolCalls(json, call.get());
        } else if (has(Distortion.NULL_CONTENT)) {
            json.writeNullField("content");
        } else {
            json.writeStringField("content", generation.text());
        }
        json.writeNullField("refusal");
        json.writeEndObject();
        json.writeNullField("logprobs");
        json.writeStringField("finish_reason", ChatFields.finish(generation, distortion));
        json.writeEndObject();
    }

    private void toolCalls(JsonGenerator json, ToolCall call) throws IOException {
        json.writeArrayFieldStart("tool_calls");
        json.writeStartObject();
        json.writeStringField("id", ChatFields.toolCallId(generation));
        json.writeStringField("type", "function");
        json.writeObjectFieldStart("function");
        json.writeStringField("name", call.name());
        json.writeStringField("arguments", call.arguments());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }

    private boolean has(Distortion asked) {
        return distortion.filter(asked::equals).isPresent();
    }
}
