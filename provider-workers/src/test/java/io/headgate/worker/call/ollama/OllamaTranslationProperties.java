package io.headgate.worker.call.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.chat.ChatBodies.Word;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.TranslationProperties;
import io.headgate.worker.call.exchange.ScriptedUpstream.Answer;
import io.headgate.worker.call.wire.WireCalls;
import io.headgate.worker.call.wire.WireJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** And what goes in comes back: of a request what its messages say, and of an answer what the server said. */
class OllamaTranslationProperties extends TranslationProperties {
    private static final String[] WORDS = {"a", "é", " ", "😀", "漢", "\n", "\"", "\\", "</think>", "{}", "\u2028"};

    OllamaTranslationProperties() {
        super(new OllamaWire(), "qwen3:8b", Set.of(Word.LINKED_IMAGES, Word.NO_TOOL_NOW));
    }

    /** The text parts of a message are one text. */
    @Override
    protected boolean isAmong(Set<String> said, String text) {
        return said.contains(text) || (text.startsWith("text-") && said.stream().anyMatch(each -> each.contains(text)));
    }

    @Property
    void messagesSayTheSameInTheServersWords_oneForOne(@ForAll long seed) {
        ObjectNode body = body(seed);
        List<Told> before = new ArrayList<>();
        body.path("messages").forEach(message -> before.add(ofTheClient(message)));

        List<Told> said = new ArrayList<>();
        said(body).path("messages").forEach(message -> said.add(ofTheServer(message)));

        assertThat(said).isEqualTo(before);
    }

    /** An answer that the client gives back with the next question is the message that the server made. */
    @Property
    void whatTheServerSaidIsGivenBackAsItWas(@ForAll long seed) {
        Random random = new Random(seed);
        ObjectNode said = message(random);
        ObjectNode reply = Json.object().put("model", "qwen3:8b").put("done", true);
        reply.set("message", said);

        CallOutcome outcome = new WireCalls(new OllamaWire()).whole(Answer.json(200, WireJson.bytes(reply)));
        assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
        JsonNode answer = WireJson.object(((CallOutcome.Completed) outcome).response())
                .orElseThrow()
                .at("/choices/0/message");

        ObjectNode next = Json.object();
        ArrayNode messages = next.putArray("messages");
        messages.addObject().put("role", "user").put("content", "a");
        messages.add(answer);
        for (JsonNode call : answer.path("tool_calls")) {
            messages.addObject()
                    .put("role", "tool")
                    .put("tool_call_id", call.path("id").textValue())
                    .put("content", "b");
        }
        JsonNode back = said(next).path("messages");

        assertThat(back.path(1)).isEqualTo(said);
        for (int i = 0; i < said.path("tool_calls").size(); i++) {
            JsonNode call = said.path("tool_calls").path(i);
            assertThat(back.path(2 + i).path("tool_call_id")).isEqualTo(call.path("id"));
            assertThat(back.path(2 + i).path("tool_name"))
                    .isEqualTo(call.path("function").path("name"));
        }
    }

    private static ObjectNode message(Random random) {
        ObjectNode message = Json.object().put("role", "assistant").put("content", text(random));
        if (random.nextBoolean()) {
            message.put("thinking", text(random));
        }
        if (random.nextBoolean()) {
            ArrayNode calls = message.putArray("tool_calls");
            for (int i = random.nextInt(3); i >= 0; i--) {
                ObjectNode function = calls.addObject().put("id", "call_" + i).putObject("function");
                function.put("name", "f" + random.nextInt(2))
                        .putObject("arguments")
                        .put("text", text(random))
                        .put("exact", new BigDecimal("1.10"));
            }
        }
        return message;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    /**
     * What a message says in either format.
     *
     * @param calls id, name and arguments of each
     * @param result the id of the call that it answers; empty where it answers none
     */
    private record Told(String role, String text, List<String> images, List<String> calls, String result) {}

    private static Told ofTheClient(JsonNode message) {
        List<String> texts = new ArrayList<>();
        List<String> images = new ArrayList<>();
        for (JsonNode part : message.path("content")) {
            if (part.has("text")) {
                texts.add(part.path("text").textValue());
            } else {
                String url = part.at("/image_url/url").textValue();
                images.add(url.substring(url.indexOf(',') + 1));
            }
        }
        List<String> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode arguments =
                    WireJson.object(call.at("/function/arguments").textValue()).orElseThrow();
            calls.add(told(call, arguments));
        }
        String role = message.path("role").textValue();
        return new Told(
                role.equals("developer") ? "system" : role,
                message.path("content").isArray() ? String.join("\n", texts) : Json.text(message, "content"),
                images,
                calls,
                Json.text(message, "tool_call_id"));
    }

    private static Told ofTheServer(JsonNode message) {
        List<String> images = new ArrayList<>();
        message.path("images").forEach(image -> images.add(image.textValue()));
        List<String> calls = new ArrayList<>();
        message.path("tool_calls").forEach(call -> calls.add(told(call, call.at("/function/arguments"))));
        return new Told(
                message.path("role").textValue(),
                message.path("content").textValue(),
                images,
                calls,
                Json.text(message, "tool_call_id"));
    }

    private static String told(JsonNode call, JsonNode arguments) {
        return call.path("id").textValue() + " " + call.at("/function/name").textValue() + " "
                + WireJson.written(arguments);
    }
}
