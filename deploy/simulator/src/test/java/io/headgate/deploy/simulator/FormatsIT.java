package io.headgate.deploy.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.generation.Usage;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase;
import io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase.Outcome;
import io.headgate.deploy.simulator.misbehaviour.MisbehaviourCases;
import io.headgate.deploy.simulator.misbehaviour.WireFormat;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FormatsIT {
    private static final Simulator SIMULATOR = Simulator.start(SimulatorConfig.of(
            SimulatedProvider.named("p").withPrices("1", "2", "USD"),
            SimulatedProvider.named("closed").withApiKey("k").withModels("m", "o/m")));
    private static final FormatClient CLIENT = new FormatClient(SIMULATOR.origin("p"));

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @BeforeEach
    void clear() {
        SIMULATOR.ledger().clear();
    }

    @Test
    void sameTextAndBill_whenAskedInEveryFormat() throws Exception {
        for (String prompt : List.of("hello", "a longer prompt, of more tokens", "third")) {
            SIMULATOR.ledger().clear();
            Set<String> texts = new HashSet<>();
            for (WireFormat format : WireFormat.values()) {
                texts.add(FormatClient.text(
                        format, CLIENT.ask(format, false, prompt).body()));
                if (format != WireFormat.REPLICATE) {
                    texts.add(FormatClient.text(
                            format, CLIENT.ask(format, true, prompt).body()));
                }
            }
            assertThat(texts).hasSize(1).doesNotContain("");
            List<LedgerEntry> entries = SIMULATOR.ledger().entries("p");
            assertThat(entries).hasSize(9).allMatch(LedgerEntry::billed);
            assertThat(entries.stream().map(LedgerEntry::usage).distinct()).hasSize(1);
        }
    }

    @Test
    void usageAsBilled_whenTheFormatTellsIt() throws Exception {
        SIMULATOR.behave("p", Behaviour.DEFAULT.withCachedPercent(50).withReasoningTokens(10));
        String prompt = "x".repeat(68);
        var openai = Client.json(CLIENT.ask(WireFormat.OPENAI, false, prompt)).path("usage");
        var anthropic =
                Client.json(CLIENT.ask(WireFormat.ANTHROPIC, false, prompt)).path("usage");
        var gemini = Client.json(CLIENT.ask(WireFormat.GEMINI, false, prompt)).path("usageMetadata");
        var ollama = Client.json(CLIENT.ask(WireFormat.OLLAMA, false, prompt));
        SIMULATOR.behave("p", Behaviour.DEFAULT);
        Usage billed = SIMULATOR.ledger().entries("p").getFirst().usage();
        assertThat(billed.prompt()).isEqualTo(20);
        assertThat(billed.cached()).isEqualTo(10);
        assertThat(openai.path("completion_tokens").asInt()).isEqualTo(billed.completion());
        assertThat(anthropic.path("input_tokens").asInt()).isEqualTo(10);
        assertThat(anthropic.path("cache_read_input_tokens").asInt()).isEqualTo(10);
        assertThat(anthropic.path("output_tokens").asInt()).isEqualTo(billed.completion());
        assertThat(gemini.path("promptTokenCount").asInt()).isEqualTo(20);
        assertThat(gemini.path("cachedContentTokenCount").asInt()).isEqualTo(10);
        assertThat(gemini.path("thoughtsTokenCount").asInt()).isEqualTo(10);
        assertThat(gemini.path("candidatesTokenCount").asInt()).isEqualTo(billed.completion() - 10);
        assertThat(ollama.path("prompt_eval_count").asInt()).isEqualTo(20);
        assertThat(ollama.path("eval_count").asInt()).isEqualTo(billed.completion());
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void refusesInItsOwnWords_whenKeyOrModelAreWrong(WireFormat format) throws Exception {
        FormatClient closed = new FormatClient(SIMULATOR.origin("closed"));
        HttpResponse<String> without = closed.ask(format, false, "x");
        assertThat(without.statusCode()).isEqualTo(format == WireFormat.GEMINI ? 403 : 401);
        String header = switch (format) {
            case ANTHROPIC -> "x-api-key";
            case GEMINI -> "x-goog-api-key";
            case OPENAI, OLLAMA, REPLICATE -> "authorization";
        };
        String scheme = header.equals("authorization") ? "Bearer " : "";
        HttpResponse<String> wrong = closed.ask(format, false, "x", header, scheme + "other");
        assertThat(wrong.statusCode()).isEqualTo(format == WireFormat.GEMINI ? 400 : 401);
        assertThat(Client.json(wrong).toString()).isNotBlank().doesNotContain("other");
        assertThat(closed.ask(format, false, "x", header, scheme + "k").statusCode())
                .isEqualTo(format == WireFormat.REPLICATE ? 201 : 200);
        assertThat(SIMULATOR.ledger().entries("closed").stream().filter(LedgerEntry::billed))
                .hasSize(1);
    }

    @Test
    void answersHealthChecks_whenAskedInEveryFormat() throws Exception {
        for (String path : List.of("/v1/models", "/v1beta/models", "/api/tags", "/api/version", "/v1/account")) {
            assertThat(CLIENT.send(CLIENT.get(path), Duration.ofSeconds(5)).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        String anthropic = CLIENT.send(
                        CLIENT.get("/v1/models?limit=1").header("anthropic-version", "2023-06-01"),
                        Duration.ofSeconds(5))
                .body();
        assertThat(anthropic).contains("has_more");
    }

    /** All that one request meets: a stream that shows a prediction has a request of its own. */
    static Stream<MisbehaviourCase> cases() {
        return MisbehaviourCases.all().stream().filter(one -> !one.streamed() || one.format() != WireFormat.REPLICATE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isPlayed_whenACaseIsAskedFor(MisbehaviourCase one) throws Exception {
        boolean answered = false;
        try {
            HttpResponse<String> response = CLIENT.send(
                    CLIENT.request(one.format(), one.streamed(), "hello", "x-sim-fault", one.fault()),
                    Duration.ofSeconds(one.fault().matches("hang|stalled.*") ? 1 : 20));
            answered = true;
            boolean isError = response.statusCode() >= 300;
            assertThat(isError).isEqualTo(isTriedAgainByStatus(one) || refusedByStatus(one));
        } catch (IOException e) {
            assertThat(one.outcome()).isEqualTo(Outcome.UNKNOWN);
        }
        LedgerEntry entry = SIMULATOR.ledger().entries("p").getFirst();
        assertThat(entry.fault()).isEqualTo(one.fault());
        assertThat(answered || one.fault().matches("hang|stalled.*|reset.*|half-close|huge-headers.*"))
                .isTrue();
    }

    /** A stream that begins with an error has begun well, as far as the status knows. */
    private static boolean isTriedAgainByStatus(MisbehaviourCase one) {
        return one.outcome() == Outcome.RETRYABLE && !one.fault().startsWith("stream-error");
    }

    private static boolean refusedByStatus(MisbehaviourCase one) {
        return one.outcome() == Outcome.REFUSED && !"CONTENT_FILTERED".equals(one.failureCode());
    }
}
