package io.headgate.deploy.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsIT {
    private static final Simulator SIMULATOR = Simulator.start(SimulatorConfig.of(
            SimulatedProvider.named("p").withPrices("1", "2", "USD"), SimulatedProvider.named("scripted")));
    private static final Client CLIENT = new Client(SIMULATOR);
    private static final String PROMPT = Client.prompt("hello");
    private static final String STREAM = PROMPT.replaceFirst("\\{", "{\"stream\":true,");

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @BeforeEach
    void clear() {
        SIMULATOR.ledger().clear();
    }

    @Test
    void statusAndItsErrorBody_whenStatusIsAsked() throws Exception {
        for (int status : new int[] {400, 401, 402, 403, 404, 429, 500, 503, 529}) {
            HttpResponse<String> response = faulty("status:" + status);
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(Client.json(response).at("/error/message").asText()).isNotBlank();
        }
        assertThat(Client.json(faulty("status:402")).at("/error/code").asText()).isEqualTo("insufficient_quota");
        assertThat(Client.json(faulty("status:400")).at("/error/code").asText()).isEqualTo("context_length_exceeded");
        assertThat(SIMULATOR.ledger().entries("p")).noneMatch(LedgerEntry::billed);
    }

    @Test
    void retryAfterInThatForm_whenAsked() throws Exception {
        assertThat(faulty("status:429;retry-after=2s").headers().firstValue("retry-after"))
                .contains("2");
        assertThat(faulty("status:429;retry-after-ms=1500ms").headers().firstValue("retry-after-ms"))
                .contains("1500");
        assertThat(retryAt("status:503;retry-after-date=1m"))
                .isBetween(
                        ZonedDateTime.now().plusSeconds(40), ZonedDateTime.now().plusSeconds(62));
        assertThat(retryAt("status:429;retry-after-past=1m"))
                .isBetween(
                        ZonedDateTime.now().minusSeconds(80),
                        ZonedDateTime.now().minusSeconds(59));
    }

    private static ZonedDateTime retryAt(String fault) throws Exception {
        String date = faulty(fault).headers().firstValue("retry-after").orElseThrow();
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    @Test
    void noAnswer_whenHanging() throws Exception {
        try (Socket socket = CLIENT.socket("p", PROMPT, "hang")) {
            assertThat(Client.isSilent(socket)).isTrue();
            assertThat(SIMULATOR.ledger().inFlight("p")).isEqualTo(1);
        }
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(SIMULATOR.ledger().inFlight("p")).isZero());
        LedgerEntry entry = onlyEntry();
        assertThat(entry.billed()).isFalse();
        assertThat(entry.clientConnected()).isFalse();
        assertThat(entry.status()).isZero();
    }

    @Test
    void tricklesTheWholeBody_whenSlow() throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> response = faulty("slow-body:600ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(400), Duration.ofSeconds(15));
        assertThat(Client.json(response).has("usage")).isTrue();
        assertThat(onlyEntry().billed()).isTrue();
    }

    @Test
    void reset_whenAskedAtEachPoint() throws Exception {
        for (String fault : List.of("reset-before-read", "reset-after-read", "reset-in-body")) {
            SIMULATOR.ledger().clear();
            StringBuilder seen = new StringBuilder();
            assertThatThrownBy(() -> {
                        try (Socket socket = CLIENT.socket("p", PROMPT, fault)) {
                            Client.readAll(socket, seen);
                        }
                    })
                    .as(fault)
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
            assertThat(onlyEntry().billed()).isEqualTo(fault.equals("reset-in-body"));
            assertThat(onlyEntry().fault()).isEqualTo(fault);
        }
    }

    @Test
    void endsInMidBodyWithTheServerStillReading_whenHalfClosed() throws Exception {
        try (Socket socket = CLIENT.socket("p", PROMPT, "half-close")) {
            StringBuilder seen = new StringBuilder();
            Client.readAll(socket, seen);
            assertThat(seen).contains("chatcmpl-").doesNotContain("\"usage\"");
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    @Test
    void somethingElseThanAnAnswer_whenAsked() throws Exception {
        HttpResponse<String> html = faulty("html");
        assertThat(html.statusCode()).isEqualTo(200);
        assertThat(html.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(html.body()).contains("<html>");
        HttpResponse<String> redirect = faulty("redirect:http://127.0.0.1:1/x");
        assertThat(redirect.statusCode()).isEqualTo(307);
        assertThat(redirect.headers().firstValue("location")).contains("http://127.0.0.1:1/x");
        assertThat(SIMULATOR.ledger().entries("p")).noneMatch(LedgerEntry::billed);
    }

    @Test
    void spoiltAnswerThatIsBilled_whenAsked() throws Exception {
        assertThatThrownBy(() -> Client.json(faulty("truncated-json"))).isInstanceOf(JsonProcessingException.class);
        HttpResponse<String> plain = faulty("wrong-content-type");
        assertThat(plain.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(Client.json(faulty("empty-choices")).path("choices").isEmpty())
                .isTrue();
        assertThat(Client.json(faulty("null-content"))
                        .at("/choices/0/message/content")
                        .isNull())
                .isTrue();
        assertThat(Client.json(faulty("no-usage")).has("usage")).isFalse();
        JsonNode unknown = Client.json(faulty("unknown-finish-reason"));
        assertThat(unknown.at("/choices/0/finish_reason").asText()).isEqualTo("wandered_off");
        assertThat(SIMULATOR.ledger().entries("p")).hasSize(6).allMatch(LedgerEntry::billed);
    }

    @Test
    void bigBodyOrBomb_whenAsked() throws Exception {
        HttpResponse<byte[]> big = CLIENT.bytes("p", PROMPT, "big-body:64MB");
        assertThat(big.body()).hasSizeGreaterThan(64 << 20);
        assertThat(Client.JSON.readTree(big.body()).has("usage")).isTrue();
        HttpResponse<byte[]> bomb = CLIENT.bytes("p", PROMPT, "gzip-bomb:100MB");
        assertThat(bomb.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(bomb.body()).hasSizeLessThan(1 << 20);
        try (var inflated = new GZIPInputStream(new ByteArrayInputStream(bomb.body()))) {
            byte[] all = inflated.readAllBytes();
            assertThat(all).hasSizeGreaterThan(100 << 20);
            assertThat(Client.JSON.readTree(all).has("usage")).isTrue();
        }
    }

    @Test
    void hugeHeaders_whenAsked() throws Exception {
        int total = faulty("huge-headers:64KB").headers().map().values().stream()
                .mapToInt(values -> values.getFirst().length())
                .sum();
        assertThat(total).isGreaterThanOrEqualTo(64 << 10);
    }

    @Test
    void streamWithoutItsEnd_whenCutOrStalled() throws Exception {
        String cut = CLIENT.call("p", STREAM, "x-sim-fault", "stream-cut:3").body();
        assertThat(Client.events(cut)).hasSize(3);
        assertThat(cut).doesNotContain("[DONE]");
        try (Socket socket = CLIENT.socket("p", STREAM, "stalled-stream:2")) {
            String start = Client.readUntil(socket, "\"content\"");
            assertThat(start.split("data: ", -1)).hasSize(3);
            Client.readUntil(socket, "\n\n\r\n");
            assertThat(Client.isSilent(socket)).isTrue();
        }
        String big = CLIENT.call("p", STREAM, "x-sim-fault", "big-body:2MB").body();
        assertThat(big).hasSizeGreaterThan(2 << 20).endsWith("[DONE]\n\n");
        assertThat(SIMULATOR.ledger().entries("p")).hasSize(3).allMatch(LedgerEntry::billed);
    }

    @Test
    void playedInOrderThenLeftToChance_whenScripted() throws Exception {
        SIMULATOR.behave("scripted", Behaviour.DEFAULT.withFaults(FaultPlan.script("ok", "status:500", "status:529")));
        assertThat(statuses(5)).containsExactly(200, 500, 529, 200, 200);
        SIMULATOR.behave("scripted", Behaviour.DEFAULT.withFaults(FaultPlan.chance("status:503", 0.5)));
        List<Integer> drawn = statuses(60);
        assertThat(drawn).contains(200, 503);
        assertThat(drawn.stream().filter(status -> status == 503).count()).isBetween(15L, 45L);
    }

    @Test
    void modelsFollow_whenTheProviderIsDown() throws Exception {
        assertThat(models()).isEqualTo(200);
        SIMULATOR.behave("scripted", Behaviour.DEFAULT.withFaults(FaultPlan.chance("status:503", 1)));
        assertThat(models()).isEqualTo(503);
        SIMULATOR.behave("scripted", Behaviour.DEFAULT.withFaults(FaultPlan.chance("truncated-json", 1)));
        assertThat(models()).isEqualTo(200);
        assertThat(SIMULATOR.ledger().entries("scripted")).isEmpty();
    }

    @Test
    void scriptStaysWhereItIs_whenModelsAreAsked() throws Exception {
        SIMULATOR.behave("scripted", Behaviour.DEFAULT.withFaults(FaultPlan.script("status:500", "ok")));
        assertThat(List.of(models(), models())).containsExactly(500, 500);
        assertThat(statuses(1)).containsExactly(500);
        assertThat(models()).isEqualTo(200);
        assertThat(statuses(1)).containsExactly(200);
    }

    private static int models() throws Exception {
        return CLIENT.get("/scripted/v1/models").statusCode();
    }

    private static List<Integer> statuses(int calls) throws Exception {
        List<Integer> statuses = new java.util.ArrayList<>();
        for (int i = 0; i < calls; i++) {
            statuses.add(CLIENT.call("scripted", PROMPT).statusCode());
        }
        return statuses;
    }

    private static HttpResponse<String> faulty(String fault) throws Exception {
        return CLIENT.call("p", PROMPT, "x-sim-fault", fault);
    }

    private static LedgerEntry onlyEntry() {
        List<LedgerEntry> entries = SIMULATOR.ledger().entries("p");
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }
}
