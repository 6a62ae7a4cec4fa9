package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The native asynchronous face: many at once, lists, cancels, events. */
class RequestsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestApi api;
    private static TestTopics topics;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(RequestsIT.class);
        TestApi.createTopics(bootstrap, prefix);
        api = new TestApi(bootstrap, prefix, TestServers.freshDatabase());
        topics = new TestTopics(bootstrap);
    }

    @AfterAll
    static void stop() {
        topics.close();
        api.close();
    }

    @Test
    void eachLineIsTakenIn_orSaysWhyNot() throws Exception {
        String body = TestApi.BODY.strip();
        String lines = """
                {"headgate":{"id":"bulk-1"},"body":%s}
                {"model":"fast-txt","messages":[]}

                {"custom_id":"bulk-2","method":"POST","url":"/v1/chat/completions","body":%s}
                not json CANARY
                %s""".formatted(body, body, body);

        for (String path : List.of("/v1/requests", "/v1/requests/bulk")) {
            HttpResponse<String> reply = bulk(path, lines, "headgate-tenant", "acme", "headgate-webhook", "crm");

            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            assertThat(reply.headers().firstValue("content-type").orElseThrow()).startsWith("application/x-ndjson");
            assertThat(reply.headers().firstValue("headgate-accepted")).contains("3");
            List<JsonNode> told = new ArrayList<>();
            for (String line : reply.body().split("\n")) {
                told.add(JSON.readTree(line));
            }
            assertThat(told).extracting(line -> line.path("line").asInt()).containsExactly(1, 2, 4, 5, 6);
            assertThat(told)
                    .extracting(line -> line.path("status").asText())
                    .containsExactly("accepted", "refused", "accepted", "refused", "accepted");
            assertThat(told.get(0).path("id").asText()).isEqualTo("bulk-1");
            assertThat(told.get(2).path("id").asText()).isEqualTo("bulk-2");
            assertThat(told.get(3).path("error").path("code").asText()).isEqualTo("invalid_json");
            assertThat(reply.body()).doesNotContain("CANARY");
        }
        List<InferenceRequest> written = admissions("bulk-");
        assertThat(written)
                .extracting(request -> request.key().request().value())
                .containsOnly("bulk-1", "bulk-2");
        assertThat(written).allSatisfy(request -> {
            assertThat(request.body()).isEqualTo(body);
            assertThat(request.context().tags()).containsEntry("webhook", "crm");
        });
    }

    @Test
    void aHeaderThatCallsAllLinesTheSame_isRefused() throws Exception {
        assertThat(bulk("/v1/requests", TestApi.BODY, "headgate-tenant", "acme", "headgate-id", "x")
                        .statusCode())
                .isEqualTo(400);
        assertThat(bulk("/v1/requests/bulk", TestApi.BODY, "headgate-tenant", "acme", "content-encoding", "gzip")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void pagesShowEachRequestOnce_andOnlyTheTenants() throws Exception {
        for (int i = 0; i < 5; i++) {
            write(Samples.request(Samples.key("lister", "l-" + i), TestApi.BODY));
        }
        write(Samples.failed(Samples.key("lister", "l-1"), "late"));
        write(Samples.completed(Samples.key("lister", "l-2"), "{\"secret\":\"CANARY\"}"));
        write(Samples.request(Samples.key("lister2", "l-9"), TestApi.BODY));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(list("tenant=lister")).hasSize(5);
            assertThat(list("tenant=lister&status=failed")).containsExactly("l-1");
            assertThat(list("tenant=lister&status=completed")).containsExactly("l-2");
            assertThat(list("tenant=lister2")).containsExactly("l-9");
        });

        List<String> paged = new ArrayList<>();
        String after = "";
        int pages = 0;
        do {
            JsonNode page = JSON.readTree(
                    api.get("/v1/requests?tenant=lister&limit=2" + after).body());
            page.path("data").forEach(row -> paged.add(row.path("id").asText()));
            assertThat(page.path("has_more").asBoolean())
                    .isEqualTo(!page.path("next").isNull());
            after = page.path("next").isNull()
                    ? ""
                    : "&after=" + page.path("next").asText();
            // What comes meanwhile is newer, and changes no page.
            write(Samples.request(Samples.key("lister", "m-" + pages++), TestApi.BODY));
        } while (!after.isEmpty());
        assertThat(paged).filteredOn(id -> id.startsWith("l-")).containsExactly("l-4", "l-3", "l-2", "l-1", "l-0");

        assertThat(list("tenant=lister&error=provider_timeout")).containsExactly("l-1");
        assertThat(list("tenant=lister&provider=p1&model=m1")).containsExactly("l-2");
        assertThat(list("tenant=lister&project=search&tag:project=search&limit=100"))
                .contains("l-0");
        assertThat(list("tenant=lister&tag:project=other")).isEmpty();
        assertThat(list("tenant=lister&user=u1&alias=fast-text&limit=100")).contains("l-0");
        assertThat(list("tenant=lister&from=2026-11-20T12:00:01Z")).isEmpty();
        assertThat(list("tenant=lister&to=2026-11-20T12:00:00Z")).isEmpty();
        assertThat(api.get("/v1/requests?tenant=lister&limit=100").body()).doesNotContain("CANARY");
    }

    @Test
    void aCancelIsOnItsTopic_unlessTheRequestHasEnded() throws Exception {
        RequestKey open = Samples.key("acme", "open-1");
        RequestKey over = Samples.key("acme", "over-1");
        write(Samples.request(open, TestApi.BODY));
        write(Samples.completed(over, "{}"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.get("/v1/requests/open-1?tenant=acme").statusCode() == 200
                        && api.get("/v1/requests/over-1?tenant=acme").body().contains("completed"));

        assertThat(delete("/v1/requests/open-1?tenant=globex").statusCode()).isEqualTo(404);
        assertThat(delete("/v1/requests/over-1?tenant=acme").statusCode()).isEqualTo(409);
        HttpResponse<String> asked = delete("/v1/requests/open-1?tenant=acme");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);

        assertThat(topics.all(api.kafka.topics().cancels()))
                .extracting(record -> switch (api.codecs.cancel().decode(record.value())) {
                    case Decoded.Readable<Cancel>(Cancel cancel) ->
                        new String(record.key(), StandardCharsets.UTF_8) + " " + cancel.key();
                    case Decoded.Unreadable<Cancel> unreadable -> throw new AssertionError(unreadable.failure());
                })
                .containsExactly("acme " + open);
    }

    @Test
    void eventsAreToldAsTheyHappen_andTheEndLast() throws Exception {
        RequestKey key = Samples.key("acme", "told-1");
        write(Samples.request(key, TestApi.BODY));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.get("/v1/requests/told-1?tenant=acme").statusCode() == 200);
        List<String> lines = new CopyOnWriteArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            Thread reading = Thread.ofVirtual().start(() -> {
                HttpRequest request = HttpRequest.newBuilder(
                                api.base.resolve("/v1/requests/told-1/events?tenant=acme&deltas=true"))
                        .build();
                client.sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                        .join()
                        .body()
                        .forEach(lines::add);
            });
            await().atMost(Duration.ofSeconds(10)).until(() -> lines.contains("id: accepted"));

            topics.write(
                    api.kafka.topics().notices(),
                    "told-1",
                    api.codecs.notice().encode(new Notice(key, Notice.Kind.WAITING, "rate", null, Instant.now())));
            await().atMost(Duration.ofSeconds(10)).until(() -> lines.stream().anyMatch(l -> l.contains("waiting-")));
            topics.write(
                    api.kafka.topics().deltas(),
                    "told-1",
                    api.codecs
                            .delta()
                            .encode(new Delta(
                                    key,
                                    new AttemptId("told-1/1"),
                                    1,
                                    Instant.now(),
                                    0,
                                    "{\"choices\":[]}",
                                    false,
                                    Instant.now())));
            await().atMost(Duration.ofSeconds(10)).until(() -> lines.contains("event: delta"));
            write(Samples.completed(key, "{\"n\":1.50}"));

            assertThat(reading.join(Duration.ofSeconds(20))).as("ends").isTrue();
        }
        assertThat(lines.stream().filter(line -> line.startsWith("event: ")))
                .containsExactly("event: state", "event: state", "event: delta", "event: completed");
        assertThat(lines).contains("id: end");
        assertThat(String.join("\n", lines)).contains("\"response\":{\"n\":1.50}");
        HttpResponse<String> again =
                api.send(HttpRequest.newBuilder(api.base.resolve("/v1/requests/told-1/events?tenant=acme"))
                        .header("last-event-id", "end"));
        assertThat(again.statusCode()).isEqualTo(204);
        assertThat(api.get("/v1/requests/told-1/events?tenant=globex").statusCode())
                .isEqualTo(404);
    }

    /** The index is behind by a few records all the time then, and still complete up to when it was asked. */
    @Test
    void whatIsUnknown_isSaidToBe_whileOthersKeepComing() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread busy = Thread.ofVirtual().start(() -> {
            for (int i = 0; !enough.get(); i++) {
                try {
                    write(Samples.request(Samples.key("busy", "b-" + i), TestApi.BODY));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(api.get("/v1/requests/nobodys-%d?tenant=busy".formatted(i))
                                .statusCode())
                        .isEqualTo(404);
            }
        } finally {
            enough.set(true);
            busy.join();
        }
    }

    @Test
    void allOfATenantAreFollowed_andWhatWasMissedIsTold() throws Exception {
        List<String> first = new CopyOnWriteArrayList<>();
        Thread reading = followAll(null, first);
        await().atMost(Duration.ofSeconds(30)).until(() -> first.contains("event: open"));
        write(Samples.completed(Samples.key("acme", "all-1"), "{}"));
        write(Samples.completed(Samples.key("globex", "not-acmes"), "{}"));
        write(Samples.failed(Samples.key("acme", "all-2"), "too late"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> first.contains("event: failed") && first.contains("event: completed"));
        String heard = first.stream()
                .filter(line -> line.startsWith("id: "))
                .reduce((_, last) -> last)
                .orElseThrow()
                .substring("id: ".length());
        reading.interrupt();
        reading.join(Duration.ofSeconds(10));
        write(Samples.completed(Samples.key("acme", "all-3"), "{}"));

        List<String> again = new CopyOnWriteArrayList<>();
        Thread resumed = followAll(heard, again);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> String.join("\n", again).contains("all-3"));
        resumed.interrupt();
        resumed.join(Duration.ofSeconds(10));

        assertThat(String.join("\n", first)).contains("all-1", "all-2").doesNotContain("not-acmes", "all-3");
        assertThat(String.join("\n", again)).doesNotContain("all-1", "all-2", "event: gap");
        assertThat(api.get("/v1/events").statusCode()).as("whose?").isEqualTo(400);
    }

    /** Reads until its thread is interrupted. */
    private static Thread followAll(@Nullable String lastHeard, List<String> lines) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.base.resolve("/v1/events?tenant=acme"));
        if (lastHeard != null) {
            request.header("last-event-id", lastHeard);
        }
        return Thread.ofVirtual().start(() -> {
            try (HttpClient client = HttpClient.newHttpClient()) {
                client.send(request.build(), HttpResponse.BodyHandlers.ofLines())
                        .body()
                        .forEach(lines::add);
            } catch (IOException | InterruptedException | UncheckedIOException gone) {
                lines.add("left");
            }
        });
    }

    private static HttpResponse<String> bulk(String path, String lines, String... headers) throws Exception {
        return api.send(HttpRequest.newBuilder(api.base.resolve(path))
                .headers(headers)
                .header("content-type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines)));
    }

    private static HttpResponse<String> delete(String path) throws Exception {
        return api.send(HttpRequest.newBuilder(api.base.resolve(path)).DELETE());
    }

    private static List<String> list(String query) throws Exception {
        HttpResponse<String> reply = api.get("/v1/requests?" + query);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        JSON.readTree(reply.body())
                .path("data")
                .forEach(row -> ids.add(row.path("id").asText()));
        return ids;
    }

    private static List<InferenceRequest> admissions(String prefix) {
        List<InferenceRequest> found = new ArrayList<>();
        topics.all(api.kafka.topics().admissions()).forEach(record -> {
            if (api.codecs.admission().decode(record.value())
                            instanceof Decoded.Readable<Admission>(InferenceRequest request)
                    && request.key().request().value().startsWith(prefix)) {
                found.add(request);
            }
        });
        return found;
    }

    private static void write(Admission admission) throws Exception {
        topics.write(
                api.kafka.topics().admissions(),
                admission.key().tenant().value(),
                api.codecs.admission().encode(admission));
    }

    private static void write(InferenceResult result) throws Exception {
        topics.write(
                api.kafka.topics().results(),
                result.key().request().value(),
                api.codecs.result().encode(result));
    }
}
