package io.headgate.worker.call.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.anthropic.AnthropicWire;
import io.headgate.worker.call.gemini.GeminiWire;
import io.headgate.worker.call.ollama.OllamaWire;
import io.headgate.worker.call.replicate.ReplicateWire;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a client says is said in the provider's format, reported as left out, or refused: nothing is lost in silence. */
class NothingLostProperties {
    private static final List<Spoken> WIRES = List.of(
            new Spoken(new AnthropicWire(), "claude-sonnet-4-6"),
            new Spoken(new GeminiWire(), "gemini-3-flash"),
            new Spoken(new OllamaWire(), "qwen3:8b"),
            new Spoken(new ReplicateWire(), "meta/llama"),
            new Spoken(new ReplicateWire(), "acme/talker"));

    private static final ObjectNode PARAMETERS = WireJson.object("""
                    {"temperature": 0.3, "top_p": 0.4, "top_k": 9, "seed": 5, "max_tokens": 11, "stop": ["x"],
                     "logit_bias": {"1": 2}, "n": 2, "metadata": {"a": "b"}, "user": "u", "presence_penalty": 0.5,
                     "frequency_penalty": 0.25, "reasoning_effort": "low", "response_format": {"type": "json_object"},
                     "logprobs": true, "top_logprobs": 3, "x_unheard_of": {"deep": [1]},
                     "tools": [{"type": "function", "function": {"name": "look"}}]}
                    """).orElseThrow();

    /** A wire, and a model whose name it understands. */
    private record Spoken(Wire wire, String model) {
        Translation say(ObjectNode body, Unsupported policy) {
            return wire.translate(new ChatCall(
                    WireJson.written(body), model, 64, false, policy, URI.create("https://p.test"), null, null));
        }

        Translation.Ready dropping(ObjectNode body) {
            Translation said = say(body, Unsupported.DROP);
            assertThat(said).as(wire.name()).isInstanceOf(Translation.Ready.class);
            return (Translation.Ready) said;
        }
    }

    @Property(tries = 300)
    void everyTextOfTheMessagesIsSaid(@ForAll("messages") ArrayNode messages, @ForAll("parameters") ObjectNode body) {
        body.set("messages", messages);
        for (Spoken spoken : WIRES) {
            String said = new String(spoken.dropping(body).request().body(), StandardCharsets.UTF_8);
            for (JsonNode message : messages) {
                JsonNode content = message.path("content");
                for (JsonNode part : content.isArray() ? content : List.of(message)) {
                    assertThat(said)
                            .contains(part.path(content.isArray() ? "text" : "content")
                                    .textValue());
                }
            }
        }
    }

    @Property(tries = 300)
    void everyParameterMakesADifference_orIsReported(@ForAll("parameters") ObjectNode body) {
        body.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        for (Spoken spoken : WIRES) {
            Translation.Ready with = spoken.dropping(body);
            for (String name : names(body)) {
                if (!name.equals("messages") && !with.dropped().contains(name)) {
                    ObjectNode without = body.deepCopy();
                    without.remove(name);
                    assertThat(spoken.dropping(without).request().body())
                            .as("%s of %s", name, spoken.wire().name())
                            .isNotEqualTo(with.request().body());
                }
            }
        }
    }

    @Property(tries = 300)
    void whatWouldBeLeftOut_isRefusedByTheStrict(@ForAll("parameters") ObjectNode body) {
        body.putArray("messages").addObject().put("role", "user").put("content", "Hi");
        for (Spoken spoken : WIRES) {
            Translation strictly = spoken.say(body, Unsupported.STRICT);
            List<String> dropped = spoken.dropping(body).dropped();
            if (strictly instanceof Translation.Unsayable(String seen, var _)) {
                assertThat(dropped).contains(seen);
            } else {
                assertThat(dropped).isEmpty();
            }
        }
    }

    @Provide
    Arbitrary<ObjectNode> parameters() {
        return Arbitraries.of(names(PARAMETERS))
                .set()
                .map(names -> PARAMETERS.deepCopy().retain(names));
    }

    @Provide
    Arbitrary<ArrayNode> messages() {
        Arbitrary<String> text = Arbitraries.strings().alpha().ofMinLength(8).ofMaxLength(12);
        Arbitrary<ObjectNode> message = Combinators.combine(
                        Arbitraries.of("system", "developer", "user", "assistant"),
                        text.list().ofMinSize(1).ofMaxSize(3))
                .as(NothingLostProperties::message);
        return Combinators.combine(text, message.list().ofMaxSize(5)).as((first, others) -> {
            ArrayNode messages = WireJson.MAPPER.createArrayNode().add(message("user", List.of(first)));
            others.forEach(messages::add);
            return messages;
        });
    }

    private static ObjectNode message(String role, List<String> texts) {
        ObjectNode message = WireJson.MAPPER.createObjectNode().put("role", role);
        if (texts.size() == 1) {
            return message.put("content", texts.getFirst());
        }
        ArrayNode parts = message.putArray("content");
        texts.forEach(text -> parts.addObject().put("type", "text").put("text", text));
        return message;
    }

    private static List<String> names(ObjectNode object) {
        return object.properties().stream().map(field -> field.getKey()).toList();
    }
}
