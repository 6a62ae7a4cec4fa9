package io.headgate.worker.call.replicate;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Of a model that has a place for instructions and sees any number of images. */
class ReplicateTranslationProperties extends TranslationProperties {
    private static final String[] WORDS = {"a", "é", " ", "😀", "漢", "\n", "\"", "\\", "User: x", "{}", "\u2028"};

    ReplicateTranslationProperties() {
        super(
                new ReplicateWire(),
                "google/gemini-2.5-flash",
                Set.of(Word.TOOLS, Word.NO_TOOL_NOW, Word.SCHEMAS, Word.STOP));
    }

    /** Turns are told in one text. */
    @Override
    protected boolean isAmong(Set<String> said, String text) {
        return said.stream().anyMatch(each -> each.contains(text));
    }

    /** All that is said is there once, by whom, in its order, and nothing else is. */
    @Property
    void aConversationIsToldInItsOrder(@ForAll long seed) {
        ObjectNode body = body(seed);
        List<String> instructions = new ArrayList<>();
        List<String> turns = new ArrayList<>();
        List<String> images = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            String text = text(message, images);
            switch (message.path("role").textValue()) {
                case "user" -> turns.add(text.isEmpty() ? "User:" : "User: " + text);
                case "assistant" -> turns.add(text.isEmpty() ? "Assistant:" : "Assistant: " + text);
                default -> instructions.add(text);
            }
        }
        boolean alone = turns.size() == 1;
        boolean goesOn = alone || turns.getLast().startsWith("Assistant:");
        String last = goesOn ? "" : "\n\nAssistant:";
        String told = alone ? turns.getFirst().replaceFirst("^User: ?", "") : String.join("\n\n", turns) + last;

        JsonNode input = said(body).path("input");

        assertThat(input.path("prompt").textValue()).isEqualTo(told);
        assertThat(Json.text(input, "system_instruction")).isEqualTo(String.join("\n\n", instructions));
        List<String> shown = new ArrayList<>();
        input.path("images").forEach(image -> shown.add(image.textValue()));
        assertThat(shown).isEqualTo(images);
    }

    private static String text(JsonNode message, List<String> images) {
        if (!message.path("content").isArray()) {
            return Json.text(message, "content");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode part : message.path("content")) {
            if (part.has("text")) {
                texts.add(part.path("text").textValue());
            } else {
                images.add(part.at("/image_url/url").textValue());
            }
        }
        return String.join("\n", texts);
    }

    /** An answer, in however many pieces it comes, stands word for word in the prompt of the next question. */
    @Property
    void whatTheModelSaidIsGivenBackAsItWas(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder said = new StringBuilder("x");
        ObjectNode prediction = Json.object().put("id", "p1").put("status", "succeeded");
        ArrayNode output = prediction.putArray("output").add("x");
        for (int i = random.nextInt(12); i > 0; i--) {
            String piece = WORDS[random.nextInt(WORDS.length)];
            output.add(piece);
            said.append(piece);
        }
        if (random.nextBoolean()) {
            prediction.put("output", said.toString());
        }

        CallOutcome outcome = new WireCalls(new ReplicateWire(), "google/gemini-2.5-flash")
                .whole(Answer.json(200, WireJson.bytes(prediction)));
        assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
        JsonNode answer = WireJson.object(((CallOutcome.Completed) outcome).response())
                .orElseThrow()
                .at("/choices/0/message");
        assertThat(answer.path("content").textValue()).isEqualTo(said.toString());

        ObjectNode next = Json.object();
        ArrayNode messages = next.putArray("messages");
        messages.addObject().put("role", "user").put("content", "a");
        messages.add(answer);
        messages.addObject().put("role", "user").put("content", "b");
        assertThat(said(next).at("/input/prompt").textValue())
                .isEqualTo("User: a\n\nAssistant: " + said + "\n\nUser: b\n\nAssistant:");
    }
}
