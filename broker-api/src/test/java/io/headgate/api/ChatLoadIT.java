package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.api.chat.Seats;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.message.InferenceRequest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** As many clients as one process is to hold, at once, over real topics. */
class ChatLoadIT {
    private static final int WAITING = 1_000;
    private static final int STREAMING = 500;
    private static final int ALL = WAITING + STREAMING;
    private static final int CLIENT_THREADS = 4;

    @Test
    void holdsThemAllWithoutAThreadEach_andTellsMoreToComeAgain() throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(ChatLoadIT.class);
        TestApi.createTopics(bootstrap, prefix);
        // Its own threads would be as many as there is to do at once: what is counted are the server's.
        ExecutorService clientThreads = Executors.newFixedThreadPool(CLIENT_THREADS);
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(clientThreads)
                .build();
        try (TestApi api = new TestApi(
                        bootstrap,
                        prefix,
                        TestServers.freshDatabase(),
                        Map.of("headgate.api.open", "true", "headgate.chat.clients", ALL));
                Answering answering = new Answering(api, (request, to) -> {});
                AutoCloseable _ = clientThreads::shutdownNow;
                // Where something fails nobody is answered any more.
                AutoCloseable _ = client::shutdownNow) {
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> api.get("/health/readiness").statusCode(), status -> status == 200);
            // The first to come are told to come again while the producer learns where the topic is.
            await().atMost(30, TimeUnit.SECONDS)
                    .until(
                            () -> api.post(TestApi.BODY, "headgate-tenant", "acme")
                                    .statusCode(),
                            status -> status == 202);
            await().atMost(30, TimeUnit.SECONDS).until(() -> answering.taken().size(), taken -> taken > 0);
            int first = answering.taken().size();
            Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
            List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
            for (int number = 0; number < ALL; number++) {
                replies.add(client.sendAsync(request(api, number < STREAMING), HttpResponse.BodyHandlers.ofString()));
            }
            await().atMost(90, TimeUnit.SECONDS).until(() -> answering.taken().size() - first, taken -> taken >= ALL);

            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> !threadsBefore.contains(thread))
                            .map(Thread::getName)
                            .sorted())
                    .as("threads that came with %d clients", ALL)
                    .hasSizeLessThan(50);
            HttpResponse<String> oneMore = client.send(request(api, false), HttpResponse.BodyHandlers.ofString());
            assertThat(oneMore.statusCode()).isEqualTo(503);
            assertThat(oneMore.headers().firstValue("retry-after")).isPresent();
            assertThat(oneMore.body()).contains("overloaded");
            assertThat(api.get("/health/liveness").statusCode()).isEqualTo(200);

            answering.taken().forEach(request -> end(request, answering));
            for (CompletableFuture<HttpResponse<String>> reply : replies) {
                HttpResponse<String> answered = reply.get(90, TimeUnit.SECONDS);
                assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
                assertThat(content(answered.body())).isEqualTo("Hello");
            }
            assertThat(replies.stream().filter(reply -> reply.join().body().endsWith("data: [DONE]\n\n")))
                    .hasSize(STREAMING);
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> api.bean(Seats.class).taken(), taken -> taken == 0);
        }
    }

    /** The text of an answer, or of the pieces of one. */
    private static String content(String body) {
        return Pattern.compile("\"content\":\"([^\"]*)\"")
                .matcher(body)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining());
    }

    private static void end(InferenceRequest request, Answering answering) {
        if (request.body().contains("\"stream\":true")) {
            answering.piece(request, 1, 0, "Hel");
            answering.piece(request, 1, 1, "lo");
        }
        answering.answer(request, "Hello");
    }

    private static HttpRequest request(TestApi api, boolean stream) {
        String body = "{\"model\":\"fast-text\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                .formatted(stream);
        return HttpRequest.newBuilder(api.base.resolve("/v1/chat/completions"))
                .header("content-type", "application/json")
                .header("headgate-tenant", "acme")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
