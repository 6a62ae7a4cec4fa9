package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.api.chat.Seats;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.message.InferenceRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three times as many clients at once as may be, some of whom take nothing of what they are sent, or send next to nothing. */
@Timeout(120)
class OverloadIT {
    private static final int SEATS = 120;
    /** Who opens a stream and reads none of it; they are first, and each has a seat. */
    private static final int DEAF = 10;
    /** Who announces a large file and sends the beginning of it. */
    private static final int DAWDLING = 100;

    private static final int CLIENTS = 3 * SEATS;
    private static final int MOST_THREADS = 100;
    /** Of what is held for all of them together. */
    private static final long MOST_BYTES = 128L << 20;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Socket> slow = new ArrayList<>();
    private TestApi api;
    private Answering answering;

    @BeforeEach
    void start() throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(OverloadIT.class);
        TestApi.createTopics(bootstrap, prefix);
        api = new TestApi(
                bootstrap,
                prefix,
                TestServers.freshDatabase(),
                Map.of("headgate.chat.clients", SEATS, "headgate.chat.slow-readers", "2s"));
        answering = new Answering(api, OverloadIT::flood);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.get("/health/readiness").statusCode(), status -> status == 200);
        // The first to come are told to come again while the producer learns where the topic is.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.post(TestApi.BODY, "headgate-tenant", "acme").statusCode(), status -> status == 202);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
        // Where something failed nobody is answered any more.
        client.shutdownNow();
        answering.close();
        api.close();
    }

    @Test
    void everybodyIsAnsweredOrToldToComeAgain_andAllIsAsBefore() throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> !answering.taken().isEmpty());
        int first = answering.taken().size();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long heap = heap();
        for (int i = 0; i < DEAF; i++) {
            say(chat("deaf", true));
        }
        await().atMost(Duration.ofSeconds(30)).until(this::taken, taken -> taken >= first + DEAF);
        for (int i = 0; i < DAWDLING; i++) {
            say(beginningOfAFile());
        }

        List<CompletableFuture<HttpResponse<String>>> replies = IntStream.range(0, CLIENTS)
                .mapToObj(number -> client.sendAsync(request(number % 3 == 0), HttpResponse.BodyHandlers.ofString()))
                .toList();
        // Whoever has no seat is told so while those who have one are still waiting.
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> replies.stream().filter(CompletableFuture::isDone).count(),
                        done -> done >= CLIENTS - SEATS);
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threads)
                .as("threads that came with %d clients", CLIENTS + DEAF + DAWDLING)
                .isLessThan(MOST_THREADS);
        assertThat(heap() - heap).as("bytes held for them").isLessThan(MOST_BYTES);
        assertThat(api.get("/health/liveness").statusCode()).isEqualTo(200);

        // A deaf one is cut, and its seat is taken by who comes later; each that was taken in is answered.
        answerUntil(() -> replies.stream().allMatch(CompletableFuture::isDone));
        List<HttpResponse<String>> answered =
                replies.stream().map(CompletableFuture::join).toList();
        assertThat(answered).allSatisfy(OverloadIT::answeredOrToldToComeAgain);
        assertThat(answered.stream().filter(reply -> reply.statusCode() == 200).count())
                .as("those who had a seat")
                .isBetween((long) SEATS - DEAF, (long) SEATS);

        servesAsBefore();
    }

    private static void answeredOrToldToComeAgain(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply.body()).isIn(200, 429, 503);
        if (reply.statusCode() == 200) {
            assertThat(reply.body()).contains("Hello");
        } else {
            assertThat(reply.headers().firstValue("retry-after"))
                    .hasValueSatisfying(
                            after -> assertThat(Integer.parseInt(after)).isPositive());
            assertThat(reply.body()).contains("\"code\":\"overloaded\"");
        }
    }

    /** Though nobody of the slow has gone away by himself. */
    private void servesAsBefore() throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> api.bean(Seats.class).taken(), taken -> taken == 0);
        CompletableFuture<HttpResponse<String>> one =
                client.sendAsync(request(false), HttpResponse.BodyHandlers.ofString());
        answerUntil(one::isDone);
        assertThat(one.join().statusCode()).isEqualTo(200);
        HttpResponse<String> file = client.send(
                RawForm.post(
                                api.base,
                                "acme",
                                HttpRequest.BodyPublishers.ofString(RawForm.field("purpose", "batch")
                                        + RawForm.file("in.jsonl", "{}")
                                        + RawForm.end()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(file.statusCode()).as(file.body()).isEqualTo(200);
        assertThat(api.get("/health/readiness").statusCode()).isEqualTo(200);
        assertThat(api.get("/v1/requests?tenant=acme").statusCode()).isEqualTo(200);
    }

    private void answerUntil(Callable<Boolean> done) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            answering.taken().stream()
                    .filter(request -> !isDeaf(request))
                    .forEach(request -> answering.answer(request, "Hello"));
            return done.call();
        });
    }

    private int taken() {
        return answering.taken().size();
    }

    /** More than all buffers take, for who reads nothing. */
    private static void flood(InferenceRequest request, Answering to) {
        if (isDeaf(request)) {
            for (int sequence = 0; sequence < 160; sequence++) {
                to.piece(request, 1, sequence, "x".repeat(50_000));
            }
        }
    }

    private static boolean isDeaf(InferenceRequest request) {
        return request.body().contains("deaf");
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void say(String request) throws IOException {
        Socket socket = new Socket();
        slow.add(socket);
        socket.setReceiveBufferSize(8_192);
        socket.connect(new InetSocketAddress(api.base.getHost(), api.base.getPort()));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static String chat(String prompt, boolean stream) {
        String body = body(prompt, stream);
        return """
                POST /v1/chat/completions HTTP/1.1\r
                host: localhost\r
                content-type: application/json\r
                headgate-tenant: acme\r
                content-length: %d\r
                \r
                """.formatted(body.length()) + body;
    }

    private static String beginningOfAFile() {
        return """
                POST /v1/files HTTP/1.1\r
                host: localhost\r
                headgate-tenant: acme\r
                content-length: 100000000\r
                content-type: multipart/form-data; boundary=%s\r
                \r
                """.formatted(RawForm.BOUNDARY)
                + RawForm.field("purpose", "batch")
                + RawForm.fileHead("file", "in.jsonl")
                + "{\"custom_id\":";
    }

    private static String body(String prompt, boolean stream) {
        return "{\"model\":\"fast-text\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(stream, prompt);
    }

    private HttpRequest request(boolean stream) {
        return HttpRequest.newBuilder(api.base.resolve("/v1/chat/completions"))
                .header("content-type", "application/json")
                .header("headgate-tenant", "acme")
                .POST(HttpRequest.BodyPublishers.ofString(body("Hi", stream)))
                .build();
    }
}
