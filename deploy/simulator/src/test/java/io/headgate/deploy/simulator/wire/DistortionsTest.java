package io.headgate.deploy.simulator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.behaviour.Fault;
import io.headgate.deploy.simulator.generation.ChatPrompt;
import io.headgate.deploy.simulator.generation.Generation;
import io.headgate.deploy.simulator.generation.Generator;
import io.headgate.deploy.simulator.reply.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong inside answers, format by format. */
class DistortionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Wire> WIRES = Map.of(
            "openai", Requests.OPENAI,
            "anthropic", Requests.ANTHROPIC,
            "gemini", Requests.GEMINI,
            "ollama", Requests.OLLAMA,
            "replicate", Requests.REPLICATE);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openai    | EMPTY_CHOICES         | /choices                          | []
            openai    | NULL_CONTENT          | /choices/0/message/content        | null
            openai    | NO_USAGE              | /usage                            |
            openai    | UNKNOWN_FINISH_REASON | /choices/0/finish_reason          | "wandered_off"
            openai    | FAILED_FINISH         | /choices/0/finish_reason          | "insufficient_system_resource"
            openai    | CONTENT_FILTERED      | /choices/0/finish_reason          | "content_filter"
            openai    | REFUSAL               | /choices/0/message/content        | null
            openai    | WRONG_MODEL           | /model                            | "not-m"
            anthropic | EMPTY_CHOICES         | /content                          | []
            anthropic | NULL_CONTENT          | /content                          | null
            anthropic | NO_USAGE              | /usage                            |
            anthropic | UNKNOWN_FINISH_REASON | /stop_reason                      | "wandered_off"
            anthropic | FAILED_FINISH         | /stop_reason                      | "pause_turn"
            anthropic | CONTENT_FILTERED      | /stop_reason                      | "refusal"
            anthropic | REFUSAL               | /content                          | []
            anthropic | WRONG_MODEL           | /model                            | "not-m"
            gemini    | EMPTY_CHOICES         | /candidates                       | []
            gemini    | NULL_CONTENT          | /candidates/0/content/parts       |
            gemini    | NO_USAGE              | /usageMetadata                    |
            gemini    | UNKNOWN_FINISH_REASON | /candidates/0/finishReason        | "wandered_off"
            gemini    | FAILED_FINISH         | /candidates/0/finishReason        | "MALFORMED_FUNCTION_CALL"
            gemini    | CONTENT_FILTERED      | /candidates/0/finishReason        | "SAFETY"
            gemini    | REFUSAL               | /candidates                       |
            gemini    | WRONG_MODEL           | /modelVersion                     | "not-m"
            ollama    | EMPTY_CHOICES         | /message                          |
            ollama    | NULL_CONTENT          | /message/content                  | null
            ollama    | NO_USAGE              | /eval_count                       |
            ollama    | UNKNOWN_FINISH_REASON | /done_reason                      | "wandered_off"
            ollama    | WRONG_MODEL           | /model                            | "not-m"
            replicate | EMPTY_CHOICES         | /output                           | []
            replicate | NULL_CONTENT          | /output                           | null
            replicate | NO_USAGE              | /metrics                          | {}
            replicate | UNKNOWN_FINISH_REASON | /status                           | "wandered_off"
            replicate | FAILED_FINISH         | /status                           | "failed"
            replicate | CONTENT_FILTERED      | /status                           | "failed"
            replicate | WRONG_MODEL           | /model                            | "not-m"
            """)
    void wrongInThatPlaceOnly_whenDistorted(String format, Distortion distortion, String place, @Nullable String seen)
            throws Exception {
        Wire wire = wire(format);
        String whole = string(JSON.readTree(body(wire.answer(answer(Optional.of(distortion)))))
                .at(place));
        assertThat(whole).isEqualTo(seen);
        assertThat(string(JSON.readTree(body(wire.answer(answer(Optional.empty()))))
                        .at(place)))
                .isNotEqualTo(seen);
        String good = body(wire.stream(answer(Optional.empty()), Duration.ZERO));
        String bad = body(wire.stream(answer(Optional.of(distortion)), Duration.ZERO));
        boolean alike = format.equals("replicate") && !distortion.name().matches(".*(CHOICES|CONTENT|FAILED).*");
        assertThat(bad.equals(good)).as(bad).isEqualTo(alike);
    }

    @Test
    void piecesTakeTurns_whenToolsAreInterleaved() {
        for (String format : List.of("openai", "anthropic")) {
            String stream = body(wire(format).stream(answer(Optional.of(Distortion.INTERLEAVED_TOOLS)), Duration.ZERO));
            assertThat(stream).contains("weather", "clock");
            String places = stream.lines()
                    .filter(line -> line.contains("input_json_delta") || line.contains("{\"arguments\":"))
                    .map(line -> line.replaceAll(
                            ".*\"index\":([01]),\"(?:function|delta)\":\\{\"(?:arguments|type).*", "$1"))
                    .reduce("", String::concat);
            assertThat(places).startsWith("0101");
        }
    }

    private static Wire wire(String format) {
        return Objects.requireNonNull(WIRES.get(format), format);
    }

    private static Answer answer(Optional<Distortion> distortion) {
        ChatPrompt prompt = Requests.prompt(Requests.openai("""
                {"model":"m","messages":[{"role":"user","content":"hello"}],"stream":true,
                 "stream_options":{"include_usage":true},
                 "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object",
                  "properties":{"city":{"type":"string"}}}}},{"type":"function","function":{"name":"clock",
                  "parameters":{"type":"object","properties":{"zone":{"type":"string"}}}}}]}"""));
        Optional<Fault> fault = distortion.map(Fault.Distorted::new);
        Generation made = Generator.generate(prompt, Behaviour.DEFAULT, fault, 7, Instant.EPOCH);
        return new Answer("http://sim/p", prompt, made, distortion);
    }

    private static @Nullable String string(JsonNode node) {
        return node.isMissingNode() ? null : node.toString();
    }

    private static String body(Reply reply) {
        StringBuilder body = new StringBuilder();
        reply.pieces().forEach(piece -> body.append(new String(piece, StandardCharsets.UTF_8)));
        return body.toString();
    }
}
