package io.headgate.deploy.simulator.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.Generation.ToolCall;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.JsonBody;
import java.io.IOException;

/** Anthropic's {@code message}: the answer in one body. */
final class MessageJson {
    private final Answer answer;

    MessageJson(Answer answer) {
        this.answer = answer;
    }

    byte[] body() {
        return JsonBody.object(json -> {
            MessageFields.head(json, answer);
            if (answer.has(Distortion.NULL_CONTENT)) {
                json.writeNullField("content");
            } else {
                json.writeArrayFieldStart("content");
                if (!MessageFields.isEmpty(answer)) {
                    blocks(json);
                }
                json.writeEndArray();
            }
            json.writeStringField("stop_reason", MessageFields.stopReason(answer));
            json.writeNullField("stop_sequence");
            if (!answer.has(Distortion.NO_USAGE)) {
                MessageFields.usage(json, answer, answer.generation().usage().completion());
            }
        });
    }

    private void blocks(JsonGenerator json) throws IOException {
        if (!answer.generation().reasoning().isEmpty()) {
            json.writeStartObject();
            json.writeStringField("type", "thinking");
            json.writeStringField("thinking", answer.generation().reasoning());
            json.writeStringField("signature", MessageFields.SIGNATURE);
            json.writeEndObject();
        }
        if (answer.generation().toolCalls().isEmpty()) {
            json.writeStartObject();
            json.writeStringField("type", "text");
            json.writeStringField("text", answer.generation().text());
            json.writeEndObject();
        }
        int index = 0;
        for (ToolCall call : answer.generation().toolCalls()) {
            json.writeStartObject();
            json.writeStringField("type", "tool_use");
            json.writeStringField("id", MessageFields.toolUseId(answer, index++));
            json.writeStringField("name", call.name());
            json.writeFieldName("input");
            json.writeRawValue(call.arguments());
            json.writeEndObject();
        }
    }
}
