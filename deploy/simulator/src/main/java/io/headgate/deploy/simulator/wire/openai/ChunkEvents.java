package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.Generation;
import io.headgate.deploy.simulator.generation.Generation.ToolCall;
import io.headgate.deploy.simulator.generation.TokenRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's {@code chat.completion.chunk} events: the role, one event a token, the finish reason, the usage if asked
 * for, and the end mark.
 */
final class ChunkEvents {
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Generation generation;
    private final boolean withUsage;
    private final Optional<Distortion> distortion;

    ChunkEvents(Generation generation, boolean withUsage, Optional<Distortion> distortion) {
        this.generation = generation;
        this.withUsage = withUsage && !distortion.equals(Optional.of(Distortion.NO_USAGE));
        this.distortion = distortion;
    }

    List<byte[]> events() {
        List<byte[]> events = new ArrayList<>();
        events.add(delta(json -> json.writeStringField("role", "assistant"), null));
        Optional<ToolCall> call = generation.toolCall();
        if (call.isPresent()) {
            events.add(delta(json -> toolCallStart(json, call.get()), null));
            for (String piece : TokenRule.pieces(call.get().arguments())) {
                events.add(delta(json -> toolCallArguments(json, piece), null));
            }
        } else if (distortion.equals(Optional.of(Distortion.NULL_CONTENT))) {
            events.add(delta(json -> json.writeNullField("content"), null));
        } else {
            for (String piece : TokenRule.pieces(generation.text())) {
                events.add(delta(json -> json.writeStringField("content", piece), null));
            }
        }
        events.add(delta(_ -> {}, ChatFields.finish(generation, distortion)));
        if (withUsage) {
            events.add(event(json -> {
                json.writeArrayFieldStart("choices");
                json.writeEndArray();
                ChatFields.usage(json, generation.usage());
            }));
        }
        events.add(DONE);
        return events;
    }

    private byte[] delta(JsonBody.Content delta, @Nullable String finish) {
        return event(json -> {
            json.writeArrayFieldStart("choices");
            if (!distortion.equals(Optional.of(Distortion.EMPTY_CHOICES))) {
                json.writeStartObject();
                json.writeNumberField("index", 0);
                json.writeObjectFieldStart("delta");
                delta.writeTo(json);
                json.writeEndObject();
                json.writeStringField("finish_reason", finish);
                json.writeEndObject();
            }
            json.writeEndArray();
            if (withUsage) {
                json.writeNullField("usage");
            }
        });
    }

    private byte[] event(JsonBody.Content content) {
        return JsonBody.framed(
                "data: ",
                json -> {
                    ChatFields.head(json, generation, "chat.completion.chunk");
                    content.writeTo(json);
                },
                "\n\n");
    }

    private void toolCallStart(JsonGenerator json, ToolCall call) throws IOException {
        json.writeArrayFieldStart("tool_calls");
        json.writeStartObject();
        json.writeNumberField("index", 0);
        json.writeStringField("id", ChatFields.toolCallId(generation));
        json.writeStringField("type", "function");
        json.writeObjectFieldStart("function");
        json.writeStringField("name", call.name());
        json.writeStringField("arguments", "");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void toolCallArguments(JsonGenerator json, String piece) throws IOException {
        json.writeArrayFieldStart("tool_calls");
        json.writeStartObject();
        json.writeNumberField("index", 0);
        json.writeObjectFieldStart("function");
        json.writeStringField("arguments", piece);
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }
}
