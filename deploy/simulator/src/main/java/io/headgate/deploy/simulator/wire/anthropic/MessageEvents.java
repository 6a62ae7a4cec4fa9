package io.headgate.deploy.simulator.wire.anthropic;

import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.Generation;
import io.headgate.deploy.simulator.generation.Generation.ToolCall;
import io.headgate.deploy.simulator.generation.TokenRule;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.JsonBody;
import io.headgate.deploy.simulator.wire.ToolPieces;
import java.util.ArrayList;
import java.util.List;

/** Anthropic's events: the message's start, its blocks with one delta a token, its end with the output's count. */
final class MessageEvents {
    static final byte[] PING = event("ping", _ -> {});

    private final Answer answer;
    private final List<byte[]> events = new ArrayList<>();
    private int block;

    MessageEvents(Answer answer) {
        this.answer = answer;
    }

    List<byte[]> events() {
        Generation generation = answer.generation();
        events.add(event("message_start", json -> {
            json.writeObjectFieldStart("message");
            MessageFields.head(json, answer);
            json.writeArrayFieldStart("content");
            json.writeEndArray();
            json.writeNullField("stop_reason");
            json.writeNullField("stop_sequence");
            if (!answer.has(Distortion.NO_USAGE)) {
                MessageFields.usage(json, answer, 1);
            }
            json.writeEndObject();
        }));
        events.add(PING);
        if (!MessageFields.isEmpty(answer)) {
            if (!generation.reasoning().isEmpty()) {
                thinking(generation.reasoning());
            }
            if (generation.toolCalls().isEmpty()) {
                text(generation.text());
            } else {
                toolUses(generation.toolCalls());
            }
        }
        end();
        return events;
    }

    private void end() {
        events.add(event("message_delta", json -> {
            json.writeObjectFieldStart("delta");
            json.writeStringField("stop_reason", MessageFields.stopReason(answer));
            json.writeNullField("stop_sequence");
            json.writeEndObject();
            if (!answer.has(Distortion.NO_USAGE)) {
                json.writeObjectFieldStart("usage");
                json.writeNumberField(
                        "output_tokens", answer.generation().usage().completion());
                json.writeEndObject();
            }
        }));
        events.add(event("message_stop", _ -> {}));
    }

    private void thinking(String thought) {
        start(block, json -> {
            json.writeStringField("type", "thinking");
            json.writeStringField("thinking", "");
            json.writeStringField("signature", "");
        });
        for (String piece : TokenRule.pieces(thought)) {
            delta(block, "thinking_delta", "thinking", piece);
        }
        delta(block, "signature_delta", "signature", MessageFields.SIGNATURE);
        stop(block++);
    }

    private void text(String text) {
        start(block, json -> {
            json.writeStringField("type", "text");
            json.writeStringField("text", "");
        });
        if (answer.has(Distortion.NULL_CONTENT)) {
            events.add(event("content_block_delta", json -> {
                json.writeNumberField("index", block);
                json.writeNullField("delta");
            }));
        } else {
            TokenRule.pieces(text).forEach(piece -> delta(block, "text_delta", "text", piece));
        }
        stop(block++);
    }

    private void toolUses(List<ToolCall> calls) {
        for (ToolPieces.Piece piece : ToolPieces.of(calls, answer.has(Distortion.INTERLEAVED_TOOLS))) {
            switch (piece) {
                case ToolPieces.Start(var index, var call) ->
                    start(block + index, json -> {
                        json.writeStringField("type", "tool_use");
                        json.writeStringField("id", MessageFields.toolUseId(answer, index));
                        json.writeStringField("name", call.name());
                        json.writeObjectFieldStart("input");
                        json.writeEndObject();
                    });
                case ToolPieces.Arguments(var index, var text) ->
                    delta(block + index, "input_json_delta", "partial_json", text);
                case ToolPieces.End(var index) -> stop(block + index);
            }
        }
    }

    private void start(int index, JsonBody.Content content) {
        events.add(event("content_block_start", json -> {
            json.writeNumberField("index", index);
            json.writeObjectFieldStart("content_block");
            content.writeTo(json);
            json.writeEndObject();
        }));
    }

    private void delta(int index, String type, String field, String piece) {
        events.add(event("content_block_delta", json -> {
            json.writeNumberField("index", index);
            json.writeObjectFieldStart("delta");
            json.writeStringField("type", type);
            json.writeStringField(field, piece);
            json.writeEndObject();
        }));
    }

    private void stop(int index) {
        events.add(event("content_block_stop", json -> json.writeNumberField("index", index)));
    }

    private static byte[] event(String name, JsonBody.Content content) {
        return JsonBody.framed(
                "event: " + name + "\ndata: ",
                json -> {
                    json.writeStringField("type", name);
                    content.writeTo(json);
                },
                "\n\n");
    }
}
