package io.headgate.deploy.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.ServiceTier;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.Generation;
import io.headgate.deploy.simulator.generation.Generator;
import io.headgate.deploy.simulator.reply.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At which tier an answer says it was served, format by format. */
class ServiceTierTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"auto, default", "default, default", "flex, flex", "priority, priority"})
    void openAiSaysWhatItServed_inTheAnswerAndInEachChunk(String asked, String served) throws Exception {
        Answer answer = answer(prompt(asked), Behaviour.DEFAULT);

        assertThat(json(Requests.OPENAI.answer(answer)).path("service_tier").asText())
                .isEqualTo(served);
        List<String> chunks = text(Requests.OPENAI.stream(answer, Duration.ZERO))
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .toList();
        assertThat(chunks).isNotEmpty().allMatch(chunk -> chunk.contains("\"service_tier\":\"" + served + "\""));
    }

    @Test
    void openAiSaysNothing_whereNothingWasAsked() throws Exception {
        ChatPrompt plain = Requests.prompt(
                Requests.openai("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"));

        assertThat(json(Requests.OPENAI.answer(answer(plain, Behaviour.DEFAULT)))
                        .has("service_tier"))
                .isFalse();
    }

    @Test
    void openAiRefusesATierThatItDoesNotHave() {
        assertThat(Requests.refusal(Requests.openai(body("turbo"))).status()).isEqualTo(400);
    }

    @Test
    void theBehaviourDecides_whateverWasAsked() throws Exception {
        Answer answer = answer(prompt("flex"), Behaviour.DEFAULT.withServedTier(ServiceTier.STANDARD));

        assertThat(json(Requests.OPENAI.answer(answer)).path("service_tier").asText())
                .isEqualTo("default");
    }

    @ParameterizedTest
    @CsvSource({"STANDARD, standard", "FLEX, batch", "PRIORITY, priority"})
    void anthropicSaysItInItsUsage(ServiceTier served, String word) throws Exception {
        ChatPrompt prompt = Requests.prompt(Requests.anthropic(
                "{\"model\":\"m\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"));
        Answer answer = answer(prompt, Behaviour.DEFAULT.withServedTier(served));

        assertThat(json(Requests.ANTHROPIC.answer(answer))
                        .at("/usage/service_tier")
                        .asText())
                .isEqualTo(word);
        assertThat(text(Requests.ANTHROPIC.stream(answer, Duration.ZERO)))
                .contains("\"service_tier\":\"" + word + "\"");
    }

    private static ChatPrompt prompt(String tier) {
        return Requests.prompt(Requests.openai(body(tier)));
    }

    private static String body(String tier) {
        return """
                {"model":"m","service_tier":"%s","messages":[{"role":"user","content":"hello"}],"stream":true,
                 "stream_options":{"include_usage":true}}""".formatted(tier);
    }

    private static Answer answer(ChatPrompt prompt, Behaviour behaviour) {
        Generation made = Generator.generate(prompt, behaviour, Optional.empty(), 7, Instant.EPOCH);
        return new Answer("http://sim/p", prompt, made, Optional.empty());
    }

    private static JsonNode json(Reply reply) throws Exception {
        return JSON.readTree(text(reply));
    }

    private static String text(Reply reply) {
        StringBuilder body = new StringBuilder();
        reply.pieces().forEach(piece -> body.append(new String(piece, StandardCharsets.UTF_8)));
        return body.toString();
    }
}
