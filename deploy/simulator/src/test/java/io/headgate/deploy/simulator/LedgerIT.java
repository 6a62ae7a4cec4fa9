package io.headgate.deploy.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerIT {
    private static final Behaviour SLOW = Behaviour.DEFAULT.withLatency(LatencyText.parse("fixed:400ms"));
    private static final Simulator SIMULATOR = Simulator.start(SimulatorConfig.of(
            SimulatedProvider.named("a").withPrices("2.50", "10", "USD"),
            SimulatedProvider.named("b"),
            SimulatedProvider.named("patient").withPrices("1", "1", "USD").withBehaviour(SLOW),
            SimulatedProvider.named("fair").withPrices("1", "1", "USD").withBehaviour(SLOW.withBillsAbandoned(false)),
            SimulatedProvider.named("second")
                    .withBehaviour(Behaviour.DEFAULT.withLatency(LatencyText.parse("fixed:1s")))));
    private static final Client CLIENT = new Client(SIMULATOR);

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @BeforeEach
    void clear() throws Exception {
        assertThat(CLIENT.control("DELETE", "ledger", "").statusCode()).isEqualTo(200);
    }

    @Test
    void entryTellsWhoAndWhatAndHowMuch_whenACallIsAnswered() throws Exception {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        HttpResponse<String> response = CLIENT.call(
                "a",
                Client.prompt("hi"),
                "x-headgate-attempt-id",
                "at-1",
                "x-headgate-request-id",
                "rq-1",
                "x-headgate-tenant",
                "acme",
                "traceparent",
                trace);
        List<JsonNode> lines = lines("ledger?provider=a");
        assertThat(lines).hasSize(1);
        JsonNode entry = lines.getFirst();
        assertThat(entry.path("attemptId").asText()).isEqualTo("at-1");
        assertThat(entry.path("requestId").asText()).isEqualTo("rq-1");
        assertThat(entry.path("tenant").asText()).isEqualTo("acme");
        assertThat(entry.path("traceparent").asText()).isEqualTo(trace);
        assertThat(entry.path("status").asInt()).isEqualTo(200);
        assertThat(entry.path("billed").asBoolean()).isTrue();
        assertThat(entry.path("clientConnected").asBoolean()).isTrue();
        assertThat(entry.path("bodySha256").asText()).isEqualTo(sha256(response.body()));
        JsonNode usage = Client.json(response).path("usage");
        assertThat(entry.path("promptTokens")).isEqualTo(usage.path("prompt_tokens"));
        assertThat(entry.path("completionTokens")).isEqualTo(usage.path("completion_tokens"));
        BigDecimal cost = new BigDecimal("0.0000025")
                .multiply(usage.path("prompt_tokens").decimalValue())
                .add(new BigDecimal("0.00001")
                        .multiply(usage.path("completion_tokens").decimalValue()));
        assertThat(new BigDecimal(entry.path("cost").asText())).isEqualByComparingTo(cost);
    }

    @Test
    void hashIsOfAllThatWasStreamed_whenTheReplyIsAStream() throws Exception {
        String body = CLIENT.call("a", Client.prompt("hi").replaceFirst("\\{", "{\"stream\":true,"))
                .body();
        assertThat(lines("ledger").getFirst().path("bodySha256").asText()).isEqualTo(sha256(body));
    }

    @Test
    void sumsAgree_whenCallsAreMixed() throws Exception {
        for (int i = 0; i < 300; i++) {
            CLIENT.call(
                    i % 2 == 0 ? "a" : "b", Client.prompt("p" + i), "x-sim-fault", i % 5 == 0 ? "status:500" : "ok");
        }
        List<LedgerEntry> entries = SIMULATOR.ledger().entries("a");
        JsonNode summary = provider("a");
        assertThat(summary.path("calls").asLong())
                .isEqualTo(150)
                .isEqualTo(SIMULATOR.ledger().calls("a"));
        assertThat(summary.path("billed").asLong()).isEqualTo(120);
        assertThat(summary.at("/statuses/500").asLong()).isEqualTo(30);
        assertThat(summary.at("/statuses/200").asLong()).isEqualTo(120);
        assertThat(summary.path("completionTokens").asInt())
                .isEqualTo(entries.stream()
                        .mapToInt(entry -> entry.usage().completion())
                        .sum());
        BigDecimal cost = entries.stream().map(LedgerEntry::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(new BigDecimal(summary.path("cost").asText())).isEqualByComparingTo(cost);
        assertThat(provider("b").path("cost").isNull()).isTrue();
        assertThat(lines("ledger"))
                .hasSize(300)
                .isSortedAccordingTo((x, y) ->
                        x.path("sequence").asInt() - y.path("sequence").asInt());
        assertThat(lines("ledger?provider=b")).hasSize(150);
    }

    @Test
    void billedOrNotAsTheBehaviourSays_whenTheClientLeaves() throws Exception {
        for (String provider : List.of("patient", "fair")) {
            CLIENT.socket(provider, Client.prompt("bye"), "ok").close();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(SIMULATOR.ledger().entries(provider))
                            .hasSize(1)
                            .allMatch(entry -> entry.answeredAt() != null));
            LedgerEntry entry = SIMULATOR.ledger().entries(provider).getFirst();
            assertThat(entry.billed()).isEqualTo(provider.equals("patient"));
            assertThat(entry.clientConnected()).isFalse();
            assertThat(entry.usage().completion() > 0).isEqualTo(provider.equals("patient"));
        }
    }

    @Test
    void changesWithoutARestart_whenABehaviourIsPut() throws Exception {
        assertThat(CLIENT.control("PUT", "behaviour/b", "{\"faults\":{\"script\":[\"status:503\"]}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(CLIENT.call("b", Client.prompt("x")).statusCode()).isEqualTo(503);
        assertThat(CLIENT.call("b", Client.prompt("x")).statusCode()).isEqualTo(200);
        HttpResponse<String> wrong = CLIENT.control("PUT", "behaviour/b", "{\"latency\":\"soon\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("$.latency").contains("soon");
        assertThat(CLIENT.control("PUT", "behaviour/nobody", "{}").statusCode()).isEqualTo(404);
        assertThat(CLIENT.control("GET", "nothing", "").statusCode()).isEqualTo(404);
        assertThat(CLIENT.control("GET", "ledger?provider=nobody", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void takesAboutASecond_whenTwoThousandCallsWaitASecondEach() {
        int calls = 2000;
        long start = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            answers.add(CLIENT.callLater("second", Client.prompt("call " + i)));
        }
        assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(SIMULATOR.ledger().calls("second")).isEqualTo(calls);
        assertThat(SIMULATOR.ledger().peakInFlight("second")).isGreaterThan(calls / 4);
        assertThat(SIMULATOR.ledger().inFlight("second")).isZero();
    }

    private static JsonNode provider(String name) throws Exception {
        for (JsonNode provider :
                Client.json(CLIENT.control("GET", "summary", "")).path("providers")) {
            if (provider.path("provider").asText().equals(name)) {
                return provider;
            }
        }
        throw new AssertionError("no summary of " + name);
    }

    private static List<JsonNode> lines(String page) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : CLIENT.control("GET", page, "").body().split("\n")) {
            lines.add(Client.JSON.readTree(line));
        }
        return lines;
    }

    private static String sha256(String body) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }
}
