package io.headgate.deploy.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PredictionsIT {
    private static final Behaviour SLOW = Behaviour.DEFAULT.withLatency(LatencyText.parse("fixed:1500ms"));
    private static final Simulator SIMULATOR = Simulator.start(SimulatorConfig.of(
            SimulatedProvider.named("p").withPrices("1", "2", "USD"),
            SimulatedProvider.named("slow").withBehaviour(SLOW),
            SimulatedProvider.named("fair").withBehaviour(SLOW.withBillsAbandoned(false))));
    private static final String BODY = "{\"input\":{\"prompt\":\"hello\"}}";

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @BeforeEach
    void clear() {
        SIMULATOR.ledger().clear();
    }

    @Test
    void doneInOneCall_whenItIsWaitedFor() throws Exception {
        JsonNode done = begin("p", 201, "prefer", "wait");
        assertThat(done.path("status").asText()).isEqualTo("succeeded");
        assertThat(done.path("output").size())
                .isEqualTo(done.at("/metrics/output_token_count").asInt());
        LedgerEntry entry = onlyEntry("p");
        assertThat(entry.billed()).isTrue();
        assertThat(entry.bodySha256()).isNotNull();
        JsonNode again = Client.json(get(done.at("/urls/get").asText()));
        assertThat(again.path("output")).isEqualTo(done.path("output"));
        assertThat(SIMULATOR.ledger().calls("p")).isEqualTo(1);
    }

    @Test
    void startsAndIsFoundDone_whenItIsNotWaitedFor() throws Exception {
        JsonNode begun = begin("slow", 201);
        assertThat(begun.path("status").asText()).isEqualTo("starting");
        assertThat(begun.path("output").isNull()).isTrue();
        assertThat(onlyEntry("slow").billed()).isFalse();
        String url = begun.at("/urls/get").asText();
        assertThat(Client.json(get(url)).path("status").asText()).isEqualTo("processing");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(Client.json(get(url)).path("status").asText())
                                .isEqualTo("succeeded"));
        assertThat(onlyEntry("slow").billed()).isTrue();
        assertThat(Client.json(get(url)).path("output")).isNotEmpty();
        String stream = get(begun.at("/urls/stream").asText()).body();
        assertThat(stream).startsWith("event: output").endsWith("data: {}\n\n");
    }

    @Test
    void isSaidToBeAtWork_whenThePatienceIsShort() throws Exception {
        JsonNode begun = begin("slow", 202, "prefer", "wait=1");
        assertThat(begun.path("status").asText()).isEqualTo("processing");
    }

    @Test
    void endsAtOnceBilledAsTheBehaviourSays_whenCanceled() throws Exception {
        for (String provider : List.of("slow", "fair")) {
            JsonNode begun = begin(provider, 201);
            URI cancel = URI.create(begun.at("/urls/cancel").asText());
            FormatClient client = new FormatClient(SIMULATOR.origin(provider));
            for (int i = 0; i < 2; i++) {
                String path = cancel.getPath().substring(provider.length() + 1);
                JsonNode canceled = Client.json(client.send(client.post(path, ""), Duration.ofSeconds(5)));
                assertThat(canceled.path("status").asText()).isEqualTo("canceled");
                assertThat(canceled.path("output").isNull()).isTrue();
            }
            assertThat(onlyEntry(provider).billed()).isEqualTo(provider.equals("slow"));
            assertThat(onlyEntry(provider).answeredAt()).isNotNull();
        }
    }

    @Test
    void endsUnbilled_whenItTakesLongerThanItsCallerAllows() throws Exception {
        SIMULATOR.behave("fair", SLOW.withBillsAbandoned(false).withLatency(LatencyText.parse("fixed:60s")));
        begin("fair", 201, "cancel-after", "5s");

        Awaitility.await()
                .atMost(Duration.ofSeconds(9))
                .until(() -> onlyEntry("fair").answeredAt() != null);

        assertThat(onlyEntry("fair").billed()).isFalse();
        begin("fair", 422, "cancel-after", "4s");
        begin("fair", 422, "cancel-after", "soon");
    }

    @Test
    void isSpoiltInTheReplyWithTheAnswer_whenAFaultIsAsked() throws Exception {
        JsonNode begun = begin("p", 201, "x-sim-fault", "null-content");
        JsonNode done = Client.json(get(begun.at("/urls/get").asText()));
        assertThat(done.path("status").asText()).isEqualTo("succeeded");
        assertThat(done.path("output").isNull()).isTrue();
        assertThat(onlyEntry("p").fault()).isEqualTo("null-content");
    }

    @Test
    void isShownOnceWithItsFault_andIsWellAfterwards() throws Exception {
        JsonNode begun = begin("p", 201, "x-sim-fault", "stream-cut:2");
        String shown = get(begun.at("/urls/stream").asText()).body();

        assertThat(shown.split("event: output")).hasSize(3);
        assertThat(shown).doesNotContain("event: done");
        JsonNode done = Client.json(get(begun.at("/urls/get").asText()));
        assertThat(done.path("status").asText()).isEqualTo("succeeded");
        assertThat(done.path("output").size()).isGreaterThan(2);
    }

    @Test
    void notFound_whenItIsUnknown() throws Exception {
        HttpResponse<String> missing = get(SIMULATOR.origin("p") + "/v1/predictions/abc");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(Client.json(missing).path("detail").asText()).isNotBlank();
    }

    private static JsonNode begin(String provider, int status, String... headers) throws Exception {
        FormatClient client = new FormatClient(SIMULATOR.origin(provider));
        HttpResponse<String> begun =
                client.send(client.post("/v1/models/o/m/predictions", BODY, headers), Duration.ofSeconds(10));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(status);
        return Client.json(begun);
    }

    private static HttpResponse<String> get(String url) throws Exception {
        FormatClient client = new FormatClient(URI.create(""));
        return client.send(client.get(url), Duration.ofSeconds(5));
    }

    private static LedgerEntry onlyEntry(String provider) {
        List<LedgerEntry> entries = SIMULATOR.ledger().entries(provider);
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }
}
