package io.headgate.worker.call.gemini;

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

/** A reply says the same whether it comes whole or in events. */
class GeminiStreamProperties {
    private static final String[] WORDS = {"a", "é", " ", "😀", "漢", "\n", "\"", "\\", "data: x", "{}"};

    @Property(tries = 300)
    void aStreamSaysWhatTheWholeReplySays(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int piece) {
        Random random = new Random(seed);
        ObjectNode reply = reply(random);

        CallOutcome whole = calls().whole(Answer.json(200, WireJson.bytes(reply)));
        CallOutcome streamed = calls().streamed(
                        Answer.of("text/event-stream", stream(reply, random)).inPiecesOf(piece));

        assertThat(said(streamed)).isEqualTo(said(whole));
        assertThat(((CallOutcome.Completed) streamed).usage()).isEqualTo(((CallOutcome.Completed) whole).usage());
    }

    private static WireCalls calls() {
        return new WireCalls(new GeminiWire());
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

    private static ObjectNode reply(Random random) {
        ObjectNode reply = Json.object().put("responseId", "r").put("modelVersion", "gemini");
        ArrayNode candidates = reply.putArray("candidates");
        for (int i = 0; i <= random.nextInt(3); i++) {
            ObjectNode candidate = candidates.addObject().put("index", i).put("finishReason", "STOP");
            ArrayNode parts = candidate.putObject("content").putArray("parts");
            parts.addObject().put("text", text(random));
            for (int j = random.nextInt(5); j > 0; j--) {
                part(parts.addObject(), random);
            }
        }
        reply.putObject("usageMetadata").put("promptTokenCount", 9).put("candidatesTokenCount", random.nextInt(9));
        return reply;
    }

    private static void part(ObjectNode part, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> part.put("text", text(random));
            case 1 -> part.put("text", text(random)).put("thought", true);
            default -> {
                ObjectNode call = part.putObject("functionCall").put("name", "f");
                call.putObject("args").put("argument", text(random));
                if (random.nextBoolean()) {
                    part.put("thoughtSignature", "sig==");
                }
            }
        }
    }

    /** Part by part, the candidates in turn, the last of each with its reason. */
    private static byte[] stream(ObjectNode reply, Random random) {
        StringBuilder stream = new StringBuilder();
        for (JsonNode candidate : reply.path("candidates")) {
            JsonNode parts = candidate.path("content").path("parts");
            for (int i = 0; i < parts.size(); i++) {
                ObjectNode event = reply.deepCopy();
                ObjectNode some = event.putArray("candidates")
                        .addObject()
                        .put("index", candidate.path("index").asInt());
                some.putObject("content").putArray("parts").add(parts.get(i));
                if (i == parts.size() - 1) {
                    some.put("finishReason", "STOP");
                }
                stream.append("data: ")
                        .append(WireJson.written(event))
                        .append(random.nextBoolean() ? "\n\n" : "\r\n\r\n");
            }
        }
        return stream.toString().getBytes(StandardCharsets.UTF_8);
    }
}
