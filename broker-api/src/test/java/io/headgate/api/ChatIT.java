package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.chat.Seats;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Chat over HTTP and real topics; router and workers are a script, which the prompt names. */
class ChatIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static TestApi api;
    private static Answering answering;
    private static TestTopics topics;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(ChatIT.class);
        TestApi.createTopics(bootstrap, prefix);
        api = new TestApi(
                bootstrap,
                prefix,
                TestServers.freshDatabase(),
                Map.of(
                        "headgate.api.open", "true",
                        "headgate.chat.slow-readers", "2s",
                        "headgate.chat.keep-alive", "1s"));
        topics = new TestTopics(bootstrap);
        answering = new Answering(api, ChatIT::play);
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> api.get("/health/readiness").statusCode(), status -> status == 200);
    }

    @AfterAll
    static void stop() {
        answering.close();
        topics.close();
        api.close();
        CLIENT.close();
    }

    private static void play(InferenceRequest request, Answering to) {
        String script = request.context().tags().getOrDefault("script", "answer");
        switch (script) {
            case "answer" -> to.answer(request, "Hello there");
            case "stream" -> {
                to.piece(request, 1, 0, "Hel");
                to.piece(request, 1, 1, "lo ");
                untilItIsShown();
                to.answer(request, "Hello there");
            }
            case "restart" -> {
                to.piece(request, 1, 0, "Hel");
                untilItIsShown();
                to.piece(request, 2, 0, "Good ");
                to.answer(request, "Good day");
            }
            case "flood" -> {
                for (int sequence = 0; sequence < 400; sequence++) {
                    to.piece(request, 1, sequence, "x".repeat(50_000));
                }
            }
            case "repeat" ->
                to.tell(new Notice(
                        request.key(),
                        Notice.Kind.DUPLICATE_ABSORBED,
                        "again",
                        null,
                        Instant.now(),
                        new RequestId("first")));
            case "conflict" ->
                to.tell(new Notice(
                        request.key(),
                        Notice.Kind.IDEMPOTENCY_CONFLICT,
                        "another body",
                        null,
                        Instant.now(),
                        new RequestId("first")));
            case "budget" ->
                to.end(failed(
                        request,
                        FailureCode.BUDGET_EXCEEDED,
                        "5 USD until " + Instant.now().plusSeconds(3_600)));
            case "in-flight" -> to.end(failed(request, FailureCode.RATE_LIMITED, "4 at any moment"));
            case "unavailable" -> to.end(failed(request, FailureCode.PROVIDER_UNAVAILABLE, "that"));
            case "silence" -> {}
            default -> throw new IllegalArgumentException(script);
        }
    }

    /** Pieces and results are on topics of their own: whoever reads both may come to the later one first. */
    private static void untilItIsShown() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
    }

    private static InferenceResult failed(InferenceRequest request, FailureCode code, String allowed) {
        InferenceResult whole = Samples.failed(request.key(), "");
        return new InferenceResult(
                whole.key(),
                whole.correlationId(),
                whole.userId(),
                whole.taskId(),
                whole.alias(),
                whole.tags(),
                new InferenceResult.Failed(new Failure(code, "It failed.", "this", allowed)),
                whole.attempts(),
                null,
                whole.acceptedAt(),
                whole.endedAt(),
                whole.replyFormat());
    }

    @Test
    void answersWithTheProvidersReply_andSaysWhoAndForHowMuch() throws Exception {
        HttpResponse<String> reply = chat("answer", false, "headgate-priority", "critical");

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(Answering.response("Hello there"));
        assertThat(header(reply, "content-type")).startsWith("application/json");
        assertThat(header(reply, "headgate-provider")).isEqualTo("p1");
        assertThat(header(reply, "headgate-model")).isEqualTo("m1");
        assertThat(header(reply, "headgate-cost")).isEqualTo("0.000123 USD");
        assertThat(header(reply, "headgate-attempts")).isEqualTo("1");
        InferenceRequest request = taken(header(reply, "x-request-id"));
        assertThat(request.context().priority().name()).isEqualTo("CRITICAL");
        assertThat(request.key().tenant().value()).isEqualTo("acme");
    }

    @Test
    void takesTheContextFromMetadataAndExtension_andSendsNeitherUpstream() throws Exception {
        String body = """
                {"model":"fast-text","messages":[{"role":"user","content":"Hi"}],"temperature":0.50,
                 "metadata":{"headgate_tag_project":"search"},"headgate":{"priority":"background","tags":{"script":"answer"}}}""";
        HttpResponse<String> reply = send(request(body, "headgate-tenant", "acme"));

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        InferenceRequest request = taken(header(reply, "x-request-id"));
        assertThat(request.context().priority().name()).isEqualTo("BACKGROUND");
        assertThat(request.context().tags()).containsEntry("project", "search");
        assertThat(request.body())
                .isEqualTo(
                        "{\"model\":\"fast-text\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"temperature\":0.50}");
    }

    @Test
    void hasOpenAisErrors_whenTheRequestFails() throws Exception {
        HttpResponse<String> budget = chat("budget", false);
        assertThat(budget.statusCode()).isEqualTo(429);
        assertThat(error(budget).path("code").asText()).isEqualTo("insufficient_quota");
        assertThat(header(budget, "x-should-retry")).isEqualTo("false");
        assertThat(JSON.readTree(budget.body()).path("seen").asText()).isEqualTo("this");

        HttpResponse<String> beforeAnyPiece = chat("unavailable", true);
        assertThat(beforeAnyPiece.statusCode()).isEqualTo(503);
        assertThat(error(beforeAnyPiece).path("type").asText()).isEqualTo("server_error");

        HttpResponse<String> unknown =
                send(request("{\"model\":\"nothing\",\"messages\":[{\"role\":\"user\"}]}", "headgate-tenant", "acme"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(error(unknown).path("code").asText()).isEqualTo("model_not_found");

        assertThat(send(request("{}")).statusCode()).isEqualTo(400);
    }

    @Test
    void saysWhenALimitHasRoomAgain_whetherItIsStreamedOrNot() throws Exception {
        for (boolean stream : List.of(false, true)) {
            HttpResponse<String> budget = chat("budget", stream);
            assertThat(budget.statusCode()).as(budget.body()).isEqualTo(429);
            assertThat(Integer.parseInt(header(budget, "retry-after"))).isBetween(3_500, 3_600);

            HttpResponse<String> inFlight = chat("in-flight", stream);
            assertThat(inFlight.statusCode()).as(inFlight.body()).isEqualTo(429);
            assertThat(header(inFlight, "retry-after")).isEqualTo("1");
            assertThat(header(inFlight, "x-should-retry")).isEqualTo("true");
        }
    }

    @Test
    void saysWhereTheResultWillBe_whenTheClientWaitsNoLonger() throws Exception {
        HttpResponse<String> late = chat("silence", false, "headgate-wait", "300ms");

        assertThat(late.statusCode()).as(late.body()).isEqualTo(504);
        assertThat(error(late).path("code").asText()).isEqualTo("result_pending");
        assertThat(header(late, "x-should-retry")).isEqualTo("false");
        assertThat(header(late, "location")).isEqualTo("/v1/requests/" + header(late, "x-request-id"));
        assertThat(header(chat("silence", true, "headgate-wait", "0s", "idempotency-key", "k-1"), "x-should-retry"))
                .isEqualTo("true");
        assertThat(chat("answer", false, "headgate-wait", "soon").statusCode()).isEqualTo(400);
    }

    @Test
    void streamsPiecesAndTheRestOfTheResult_oneText() throws Exception {
        HttpResponse<String> reply = chat("stream", true);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(header(reply, "content-type")).startsWith("text/event-stream");
        List<String> events = events(reply.body());
        assertThat(events.getLast()).isEqualTo("[DONE]");
        assertThat(content(events)).isEqualTo("Hello there");
        assertThat(reply.body()).doesNotContain("usage");
    }

    @Test
    void tellsTheUsageAtTheEnd_whenAskedTo() throws Exception {
        HttpResponse<String> reply = send(request("""
                {"model":"fast-text","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hi"}]}""", "headgate-tenant", "acme"));

        List<String> events = events(reply.body());
        assertThat(content(events)).isEqualTo("Hello there");
        JsonNode usage = JSON.readTree(events.get(events.size() - 2));
        assertThat(usage.path("usage").path("total_tokens").asInt()).isEqualTo(15);
        assertThat(usage.path("choices").isEmpty()).isTrue();
    }

    @Test
    void endsInAnErrorAndSplicesNothing_whenTheAnswerIsBegunAnew() throws Exception {
        List<String> events = events(chat("restart", true).body());

        assertThat(content(events.subList(0, 1))).isEqualTo("Hel");
        assertThat(JSON.readTree(events.getLast()).path("error").path("code").asText())
                .isEqualTo("stream_restarted");
        assertThat(events).hasSize(2);
    }

    @Test
    void keepsTheStreamOpen_whileNothingComes() throws Exception {
        HttpResponse<String> reply = chat("silence", true, "headgate-wait", "2500ms");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).startsWith(": ").contains("result_pending").doesNotContain("[DONE]");
    }

    @Test
    void answersWhatTheFirstWasAnswered_whenItIsARepeat() throws Exception {
        RequestKey first = Samples.key("acme", "first");
        answering.end(Samples.completed(first, Answering.response("Once")));

        HttpResponse<String> repeat = chat("repeat", false, "idempotency-key", "k");

        assertThat(repeat.statusCode()).as(repeat.body()).isEqualTo(200);
        assertThat(repeat.body()).contains("Once");
        assertThat(header(repeat, "x-request-id")).isEqualTo("first");
        HttpResponse<String> conflict = chat("conflict", true, "idempotency-key", "k");
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(error(conflict).path("code").asText()).isEqualTo("idempotency_conflict");
    }

    @Test
    void cancelsTheRequestOfAClientThatGoes_onlyWhenAskedTo() throws Exception {
        Seats seats = api.bean(Seats.class);
        gone("left-alone", "headgate-cancel-on-disconnect: false");
        gone("cancelled", "headgate-cancel-on-disconnect: true");

        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(cancelled()).contains("cancelled").doesNotContain("left-alone"));
        await().atMost(20, TimeUnit.SECONDS).until(seats::taken, taken -> taken == 0);
    }

    private static List<String> cancelled() {
        return topics.all(api.kafka.topics().cancels()).stream()
                .map(record -> (Decoded.Readable<Cancel>) api.codecs.cancel().decode(record.value()))
                .map(read -> read.value().key().request().value())
                .toList();
    }

    /** A client that closes its connection when its request has been taken in. */
    private static void gone(String id, String header) throws Exception {
        try (Socket socket = new Socket(api.base.getHost(), api.base.getPort())) {
            write(socket, "silence", false, "headgate-id: " + id, header);
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> answering.taken().stream()
                            .anyMatch(request -> request.key().request().value().equals(id)));
        }
    }

    @Test
    void cutsAClientThatReadsNothing() throws Exception {
        Seats seats = api.bean(Seats.class);
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new java.net.InetSocketAddress(api.base.getHost(), api.base.getPort()));
            write(socket, "flood", true, "headgate-id: flooded");

            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> answering.taken().stream()
                            .anyMatch(request -> request.key().request().value().equals("flooded")));
            await().atMost(30, TimeUnit.SECONDS).until(seats::taken, taken -> taken == 0);
        }
    }

    private static void write(Socket socket, String script, boolean stream, String... headers) throws Exception {
        String body = body(stream);
        String head = """
                POST /v1/chat/completions HTTP/1.1\r
                host: localhost\r
                content-type: application/json\r
                headgate-tenant: acme\r
                headgate-tag-script: %s\r
                %s\r
                content-length: %d\r
                \r
                """.formatted(script, String.join("\r\n", headers), body.length());
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Test
    void listsWhatTheTenantMayUse() throws Exception {
        HttpResponse<String> list =
                send(HttpRequest.newBuilder(api.base.resolve("/v1/models")).header("headgate-tenant", "acme"));
        assertThat(JSON.readTree(list.body()).path("data"))
                .extracting(model -> model.path("id").asText())
                .containsExactly("deep-thought", "fast-text");

        HttpRequest.Builder one =
                HttpRequest.newBuilder(api.base.resolve("/v1/models/fast-text")).header("headgate-tenant", "acme");
        assertThat(JSON.readTree(send(one).body()).path("object").asText()).isEqualTo("model");
        HttpResponse<String> none =
                send(HttpRequest.newBuilder(api.base.resolve("/v1/models/a/b")).header("headgate-tenant", "acme"));
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(error(none).path("code").asText()).isEqualTo("model_not_found");
    }

    private static HttpResponse<String> chat(String script, boolean stream, String... headers) throws Exception {
        HttpRequest.Builder request = request(body(stream), "headgate-tenant", "acme", "headgate-tag-script", script);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private static String body(boolean stream) {
        return "{\"model\":\"fast-text\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                .formatted(stream);
    }

    private static HttpRequest.Builder request(String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.base.resolve("/v1/chat/completions"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static InferenceRequest taken(String id) {
        return answering.taken().stream()
                .filter(request -> request.key().request().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String header(HttpResponse<?> reply, String name) {
        return reply.headers().firstValue(name).orElse("none");
    }

    private static JsonNode error(HttpResponse<String> reply) throws Exception {
        return JSON.readTree(reply.body()).path("error");
    }

    private static List<String> events(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    private static String content(List<String> events) throws Exception {
        StringBuilder content = new StringBuilder();
        for (String event : events) {
            if (!event.equals("[DONE]")) {
                content.append(
                        JSON.readTree(event).at("/choices/0/delta/content").asText(""));
            }
        }
        return content.toString();
    }
}
