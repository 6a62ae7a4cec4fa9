package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.Generation.ToolCall;
import io.headgate.deploy.simulator.generation.TokenRule;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.JsonBody;
import io.headgate.deploy.simulator.wire.ToolPieces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's {@code chat.completion.chunk} events: the role, one event a token, the finish reason, the usage if asked
 * for, and the end mark.
 */
final class ChunkEvents {
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Answer answer;

    ChunkEvents(Answer answer) {
        this.answer = answer;
    }

    List<byte[]> events() {
        List<byte[]> events = new ArrayList<>();
        events.add(delta(json -> json.writeStringField("role", "assistant"), null));
        if (!answer.generation().toolCalls().isEmpty()) {
            toolCalls(events);
        } else if (answer.has(Distortion.NULL_CONTENT)) {
            events.add(delta(json -> json.writeNullField("content"), null));
        } else {
            String field = answer.has(Distortion.REFUSAL) ? "refusal" : "content";
            for (String piece : TokenRule.pieces(answer.generation().text())) {
                events.add(delta(json -> json.writeStringField(field, piece), null));
            }
        }
        events.add(delta(_ -> {}, ChatFields.finish(answer)));
        if (answer.streamsUsage()) {
            events.add(event(json -> {
                if (!answer.has(Distortion.USAGE_WITHOUT_CHOICES)) {
                    json.writeArrayFieldStart("choices");
                    json.writeEndArray();
                }
                ChatFields.usage(json, answer.generation().usage());
            }));
        }
        events.add(DONE);
        return events;
    }

    private void toolCalls(List<byte[]> events) {
        boolean alternating = answer.has(Distortion.INTERLEAVED_TOOLS);
        for (ToolPieces.Piece piece : ToolPieces.of(answer.generation().toolCalls(), alternating)) {
            switch (piece) {
                case ToolPieces.Start(var index, var call) -> events.add(delta(json -> start(json, index, call), null));
                case ToolPieces.Arguments(var index, var text) ->
                    events.add(delta(json -> arguments(json, index, text), null));
                case ToolPieces.End _ -> {}
            }
        }
    }

    private byte[] delta(JsonBody.Content delta, @Nullable String finish) {
        return event(json -> {
            json.writeArrayFieldStart("choices");
            if (!answer.has(Distortion.EMPTY_CHOICES)) {
                json.writeStartObject();
                json.writeNumberField("index", 0);
                json.writeObjectFieldStart("delta");
                delta.writeTo(json);
                json.writeEndObject();
                json.writeStringField("finish_reason", finish);
                json.writeEndObject();
            }
            json.writeEndArray();
            if (answer.streamsUsage()) {
                json.writeNullField("usage");
            }
        });
    }

    private byte[] event(JsonBody.Content content) {
        return JsonBody.event(json -> {
            ChatFields.head(json, answer, "chat.completion.chunk");
            content.writeTo(json);
        });
    }

    private void start(JsonGenerator json, int index, ToolCall call) throws IOException {
        json.writeArrayFieldStart("tool_calls");
        json.writeStartObject();
        json.writeNumberField("index", index);
        json.writeStringField("id", ChatFields.toolCallId(answer, index));
        json.writeStringField("type", "function");
        json.writeObjectFieldStart("function");
        json.writeStringField("name", call.name());
        json.writeStringField("arguments", "");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void arguments(JsonGenerator json, int index, String piece) throws IOException {
        json.writeArrayFieldStart("tool_calls");
        json.writeStartObject();
        json.writeNumberField("index", index);
        json.writeObjectFieldStart("function");
        json.writeStringField("arguments", piece);
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }
}
