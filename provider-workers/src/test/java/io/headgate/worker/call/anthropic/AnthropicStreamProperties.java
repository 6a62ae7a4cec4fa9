package io.headgate.worker.call.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.exchange.ScriptedUpstream.Answer;
import io.headgate.worker.call.wire.WireCalls;
import io.headgate.worker.call.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A message says the same whether it comes whole or in events. */
class AnthropicStreamProperties {
    private static final String[] WORDS = {"a", "é", " ", "😀", "漢", "\n", "\"", "\\", "data: x", "{}"};

    @Property(tries = 300)
    void aStreamSaysWhatTheWholeMessageSays(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int piece) {
        Random random = new Random(seed);
        ObjectNode message = message(random);

        CallOutcome whole = calls().whole(Answer.json(200, WireJson.bytes(message)));
        CallOutcome streamed = calls().streamed(
                        Answer.of("text/event-stream", stream(message, random)).inPiecesOf(piece));

        assertThat(said(streamed)).isEqualTo(said(whole));
        assertThat(((CallOutcome.Completed) streamed).usage()).isEqualTo(((CallOutcome.Completed) whole).usage());
    }

    private static WireCalls calls() {
        return new WireCalls(new AnthropicWire());
    }

    private static JsonNode said(CallOutcome outcome) {
        assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
        return WireJson.object(((CallOutcome.Completed) outcome).response()).orElseThrow();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    private static ObjectNode message(Random random) {
        ObjectNode message =
                Json.object().put("id", "msg").put("type", "message").put("model", "claude");
        ArrayNode content = message.putArray("content");
        content.addObject().put("type", "text").put("text", text(random));
        for (int i = random.nextInt(5); i > 0; i--) {
            ObjectNode block = content.addObject();
            switch (random.nextInt(3)) {
                case 0 -> block.put("type", "text").put("text", text(random));
                case 1 ->
                    block.put("type", "thinking").put("thinking", text(random)).put("signature", "s" + i);
                default -> {
                    block.put("type", "tool_use").put("id", "toolu_" + i).put("name", "f");
                    ObjectNode input = block.putObject("input");
                    if (random.nextBoolean()) {
                        input.put("argument", text(random)).put("n", i);
                    }
                }
            }
        }
        message.put("stop_reason", random.nextBoolean() ? "end_turn" : "max_tokens");
        message.putObject("usage").put("input_tokens", 1 + random.nextInt(9)).put("output_tokens", random.nextInt(9));
        return message;
    }

    /** Block by block, each in pieces of a few characters, with pings between. */
    private static byte[] stream(ObjectNode message, Random random) {
        StringBuilder stream = new StringBuilder();
        ObjectNode start = message.deepCopy();
        start.putArray("content");
        start.putNull("stop_reason");
        event(stream, Json.object().put("type", "message_start").set("message", start));
        for (int i = 0; i < message.path("content").size(); i++) {
            JsonNode block = message.path("content").get(i);
            event(
                    stream,
                    Json.object()
                            .put("type", "content_block_start")
                            .put("index", i)
                            .set("content_block", begun(block)));
            for (ObjectNode delta : deltas(block, random)) {
                event(
                        stream,
                        Json.object()
                                .put("type", "content_block_delta")
                                .put("index", i)
                                .set("delta", delta));
                if (random.nextInt(4) == 0) {
                    stream.append(
                            random.nextBoolean() ? ": comment\n\n" : "event: ping\ndata: {\"type\":\"ping\"}\n\n");
                }
            }
            event(stream, Json.object().put("type", "content_block_stop").put("index", i));
        }
        ObjectNode end = Json.object().put("type", "message_delta");
        end.putObject("delta").set("stop_reason", message.get("stop_reason"));
        end.putObject("usage").set("output_tokens", message.path("usage").get("output_tokens"));
        event(stream, end);
        event(stream, Json.object().put("type", "message_stop"));
        return stream.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void event(StringBuilder stream, JsonNode data) {
        stream.append("event: ")
                .append(Json.text(data, "type"))
                .append("\ndata: ")
                .append(WireJson.written(data))
                .append("\n\n");
    }

    private static ObjectNode begun(JsonNode block) {
        ObjectNode begun = block.deepCopy();
        for (String grown : List.of("text", "thinking", "signature")) {
            if (begun.has(grown)) {
                begun.put(grown, "");
            }
        }
        if (begun.has("input")) {
            begun.putObject("input");
        }
        return begun;
    }

    private static List<ObjectNode> deltas(JsonNode block, Random random) {
        return switch (Json.text(block, "type")) {
            case "text" -> pieces("text_delta", "text", Json.text(block, "text"), random);
            case "thinking" -> {
                List<ObjectNode> deltas = pieces("thinking_delta", "thinking", Json.text(block, "thinking"), random);
                deltas.add(
                        Json.object().put("type", "signature_delta").put("signature", Json.text(block, "signature")));
                yield deltas;
            }
            default ->
                block.path("input").isEmpty()
                        ? Collections.emptyList()
                        : pieces("input_json_delta", "partial_json", WireJson.written(block.path("input")), random);
        };
    }

    /** Cut between characters, never within one. */
    private static List<ObjectNode> pieces(String type, String field, String text, Random random) {
        int[] characters = text.codePoints().toArray();
        List<ObjectNode> pieces = new ArrayList<>();
        for (int at = 0; at < characters.length; ) {
            int length = Math.min(1 + random.nextInt(4), characters.length - at);
            pieces.add(Json.object().put("type", type).put(field, new String(characters, at, length)));
            at += length;
        }
        return pieces;
    }
}
