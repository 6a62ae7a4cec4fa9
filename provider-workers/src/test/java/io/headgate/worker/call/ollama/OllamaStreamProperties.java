package io.headgate.worker.call.ollama;

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
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A reply says the same whether it comes whole or in lines. */
class OllamaStreamProperties {
    private static final String[] WORDS = {"a", "é", " ", "😀", "漢", "\n", "\"", "\\", "data: x", "{}"};

    @Property(tries = 300)
    void aStreamSaysWhatTheWholeReplySays(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int piece) {
        Random random = new Random(seed);
        ObjectNode reply = reply(random);

        CallOutcome whole = calls().whole(Answer.json(200, WireJson.bytes(reply)));
        CallOutcome streamed = calls().streamed(
                        Answer.of("application/x-ndjson", stream(reply, random)).inPiecesOf(piece));

        assertThat(said(streamed)).isEqualTo(said(whole));
        assertThat(((CallOutcome.Completed) streamed).usage()).isEqualTo(((CallOutcome.Completed) whole).usage());
    }

    private static WireCalls calls() {
        return new WireCalls(new OllamaWire());
    }

    /** All but the id: Ollama has none, and ours is made of the bytes that come. */
    private static JsonNode said(CallOutcome outcome) {
        assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
        ObjectNode completion =
                WireJson.object(((CallOutcome.Completed) outcome).response()).orElseThrow();
        completion.remove("id");
        return completion;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    private static ObjectNode reply(Random random) {
        ObjectNode reply = Json.object().put("model", "llama").put("created_at", "2026-11-26T03:00:00Z");
        ObjectNode message = reply.putObject("message").put("role", "assistant").put("content", text(random));
        if (random.nextBoolean()) {
            message.put("thinking", text(random));
        }
        if (random.nextBoolean()) {
            ArrayNode calls = message.putArray("tool_calls");
            for (int i = 0; i <= random.nextInt(3); i++) {
                ObjectNode call = calls.addObject().put("id", "call_" + i);
                call.putObject("function")
                        .put("name", "f")
                        .putObject("arguments")
                        .put("argument", text(random));
            }
        }
        return ending(reply, random.nextBoolean() ? "stop" : "length", random.nextInt(9));
    }

    private static ObjectNode ending(ObjectNode line, String reason, int tokens) {
        return line.put("done", true)
                .put("done_reason", reason)
                .put("prompt_eval_count", 9)
                .put("eval_count", tokens);
    }

    /** Thoughts and text in pieces of a few characters, then call by call, and the end in a line of its own. */
    private static byte[] stream(ObjectNode reply, Random random) {
        StringBuilder stream = new StringBuilder();
        JsonNode message = reply.path("message");
        for (String field : new String[] {"thinking", "content"}) {
            int[] characters = Json.text(message, field).codePoints().toArray();
            for (int at = 0; at < characters.length; ) {
                int length = Math.min(1 + random.nextInt(4), characters.length - at);
                line(stream, Json.object().put(field, new String(characters, at, length)), random);
                at += length;
            }
        }
        for (JsonNode call : message.path("tool_calls")) {
            ObjectNode said = Json.object().put("content", "");
            said.putArray("tool_calls").add(call);
            line(stream, said, random);
        }
        ObjectNode end = reply.deepCopy();
        end.putObject("message").put("role", "assistant").put("content", "");
        return stream.append(WireJson.written(end)).append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder stream, ObjectNode message, Random random) {
        ObjectNode line = Json.object().put("model", "llama").put("created_at", "2026-11-26T03:00:00Z");
        line.set("message", message.put("role", "assistant"));
        stream.append(WireJson.written(line.put("done", false))).append(random.nextBoolean() ? "\n" : "\r\n\n");
    }
}
