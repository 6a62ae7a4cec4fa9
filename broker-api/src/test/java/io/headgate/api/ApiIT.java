package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.lookup.IndexReads;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Feedback;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.PublishedCatalog;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.RecordHeading;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestApi api;
    private static TestTopics topics;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(ApiIT.class);
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
    void isOnTheTopicAndIndexed_whenAnsweredWith202() throws Exception {
        HttpResponse<String> reply = api.post(
                TestApi.BODY,
                "headgate-tenant",
                "acme",
                "headgate-id",
                "r/1?&%",
                "headgate-correlation-id",
                "c-1",
                "headgate-tag-project",
                "search",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
        JsonNode accepted = JSON.readTree(reply.body());
        assertThat(accepted.path("id").asText()).isEqualTo("r/1?&%");
        assertThat(accepted.path("status").asText()).isEqualTo("accepted");
        assertThat(accepted.path("correlation_id").asText()).isEqualTo("c-1");
        String location = reply.headers().firstValue("location").orElseThrow();
        assertThat(accepted.path("status_url").asText()).isEqualTo(location);

        ConsumerRecord<byte[], byte[]> record = admission(Samples.key("acme", "r/1?&%"));
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("acme");
        RecordHeading heading = RecordHeading.readFrom(record.headers()).orElseThrow();
        assertThat(heading.trace().traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(heading.trace().spanId()).isNotEqualTo("b7ad6b7169203331");
        InferenceRequest request = (InferenceRequest) read(record);
        assertThat(request.body()).isEqualTo(TestApi.BODY);
        assertThat(request.origin()).isEqualTo(Origin.HTTP);
        assertThat(request.context().tags()).containsEntry("project", "search");

        HttpResponse<String> found = await().atMost(30, TimeUnit.SECONDS)
                .until(() -> api.get(location), answer -> answer.statusCode() != 503);
        assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
        JsonNode row = JSON.readTree(found.body());
        assertThat(row.path("status").asText()).isEqualTo("accepted");
        assertThat(row.path("alias").asText()).isEqualTo("fast-text");
        assertThat(row.path("tags").path("project").asText()).isEqualTo("search");
        assertThat(found.body()).doesNotContain("wörld");
    }

    @Test
    void isTakenInAsItIsWritten_whenInAnEnvelope() throws Exception {
        HttpResponse<String> reply = api.post("""
                {"headgate":{"tenant":"acme","id":"env-1","priority":"critical","max_latency_ms":500,
                             "budget":{"amount":"0.05","currency":"USD"},"tags":{"a":"b"}}, "body": %s}
                """.formatted(TestApi.BODY));

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
        InferenceRequest request = (InferenceRequest) read(admission(Samples.key("acme", "env-1")));
        assertThat(request.body()).isEqualTo(TestApi.BODY);
        assertThat(request.context().maxLatency()).isEqualTo(Duration.ofMillis(500));
        assertThat(request.context().budget()).hasToString("0.05 USD");
    }

    @Test
    void isNamedByItsCustomId_whenItIsABatchLine() throws Exception {
        HttpResponse<String> reply = api.post("""
                {"custom_id":"line-1","method":"POST","url":"/v1/chat/completions",
                 "headgate":{"tenant":"acme","deadline":"PT5M"},"body":%s}
                """.formatted(TestApi.BODY));

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
        InferenceRequest request = (InferenceRequest) read(admission(Samples.key("acme", "line-1")));
        assertThat(request.body()).isEqualTo(TestApi.BODY);
        assertThat(request.context().deadline()).isEqualTo(request.acceptedAt().plus(Duration.ofMinutes(5)));
    }

    @Test
    void getsAnIdThatSortsByTime_whenItBringsNone() throws Exception {
        JsonNode first =
                JSON.readTree(api.post(TestApi.BODY, "headgate-tenant", "acme").body());
        JsonNode second =
                JSON.readTree(api.post(TestApi.BODY, "headgate-tenant", "acme").body());

        assertThat(first.path("id").asText())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(first.path("id").asText().substring(0, 13))
                .isLessThanOrEqualTo(second.path("id").asText().substring(0, 13));
    }

    @Test
    void servesTheResult_whenItIsOnTheTopic() throws Exception {
        RequestKey key = Samples.key("acme", "done-1");
        String response = "{\"choices\":[{\"message\":{\"content\":\"Hi\"}}],\"n\":1.50}";
        write(Samples.completed(key, response));
        write(Samples.request(key, TestApi.BODY));

        JsonNode row = JSON.readTree(indexed("/v1/requests/done-1?tenant=acme", "completed"));

        assertThat(row.path("response").toString())
                .isEqualTo(JSON.readTree(response).toString());
        assertThat(row.path("provider").asText()).isEqualTo("p1");
        assertThat(row.path("cost").path("amount").asText()).isEqualTo("0.000123");
        assertThat(row.path("cost").path("currency").asText()).isEqualTo("USD");
        assertThat(row.path("usage").path("input").asLong()).isEqualTo(12);
        assertThat(row.path("attempts").path(0).path("duration_ms").asLong()).isEqualTo(700);
        assertThat(row.path("timings").path("total_ms").asLong()).isEqualTo(900);
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(JSON.readTree(api.get("/v1/requests/done-1?tenant=acme")
                                        .body())
                                .path("priority")
                                .asText())
                        .isEqualTo("standard"));
    }

    @Test
    void feedbackIsOnTheTopic_withWhoAnswered() throws Exception {
        RequestKey key = Samples.key("acme", "liked/1");
        write(Samples.request(key, TestApi.BODY));
        write(Samples.completed(key, "{}"));
        indexed("/v1/requests/liked%2F1?tenant=acme", "completed");

        HttpResponse<String> reply = api.send(feedback("liked%2F1", "{\"verdict\":\"bad\",\"comment\":\"too long\"}"));

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
        Feedback said = topics.all(api.kafka.topics().feedback()).stream()
                .map(record -> switch (api.codecs.feedback().decode(record.value())) {
                    case Decoded.Readable<Feedback>(Feedback value) -> value;
                    case Decoded.Unreadable<Feedback> unreadable -> throw new AssertionError(unreadable.failure());
                })
                .filter(given -> given.key().equals(key))
                .findFirst()
                .orElseThrow();
        assertThat(said.alias().value()).isEqualTo("fast-text");
        assertThat(said.score()).isEqualTo(-1);
        assertThat(said.comment()).isEqualTo("too long");
        assertThat(api.send(feedback("nobody", "{\"score\":1}")).statusCode()).isEqualTo(404);
        assertThat(api.send(feedback("liked%2F1", "{\"score\":2}")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsPublishedOfAnAnswerIsChecked_andIsFeedback() throws Exception {
        RequestKey key = Samples.key("acme", "liked-on-a-topic");
        write(Samples.request(key, TestApi.BODY));
        write(Samples.completed(key, "{}"));
        indexed("/v1/requests/liked-on-a-topic?tenant=acme", "completed");
        String judgements = api.kafka.topics().judgements();

        judged(judgements, "nobody", "{\"score\":1}");
        judged(judgements, key.request().value(), "{\"stars\":5}");
        judged(judgements, key.request().value(), "{\"score\":0.5}");

        await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
            assertThat(topics.all(api.kafka.topics().feedback()))
                    .map(record -> api.codecs.feedback().decode(record.value()))
                    .anyMatch(decoded -> decoded instanceof Decoded.Readable<Feedback>(Feedback said)
                            && said.key().equals(key)
                            && said.score() == 0.5
                            && said.alias().value().equals("fast-text"));
            assertThat(topics.all(api.kafka.topics().deadletters()))
                    .map(record -> new String(
                            record.headers()
                                    .lastHeader(HeaderNames.DEAD_MESSAGE)
                                    .value(),
                            StandardCharsets.UTF_8))
                    .anyMatch(message -> message.contains("no such request") && message.contains("nobody"))
                    .anyMatch(message -> message.contains("unknown field"));
        });
    }

    private static void judged(String topic, String id, String body) throws Exception {
        topics.write(
                topic, Map.of(HeaderNames.TENANT, "acme", HeaderNames.ID, id), body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder feedback(String id, String body) {
        return HttpRequest.newBuilder(api.base.resolve("/v1/requests/" + id + "/feedback?tenant=acme"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @Test
    void keepsTheFirstEnd_whenAnotherCame() throws Exception {
        RequestKey key = Samples.key("acme", "twice-1");
        write(Samples.failed(key, "first"));
        indexed("/v1/requests/twice-1?tenant=acme", "failed");
        write(Samples.completed(key, "{}"));
        write(new Notice(key, Notice.Kind.WAITING, "late", null, Instant.now()));
        write(Samples.request(key, TestApi.BODY));
        write(Samples.completed(Samples.key("acme", "twice-after"), "{}"));
        indexed("/v1/requests/twice-after?tenant=acme", "completed");

        JsonNode row = JSON.readTree(api.get("/v1/requests/twice-1?tenant=acme").body());

        assertThat(row.path("status").asText()).isEqualTo("failed");
        assertThat(row.path("failure").path("code").asText()).isEqualTo("provider_timeout");
        assertThat(row.path("failure").path("message").asText()).isEqualTo("first");
        assertThat(row.has("response")).isFalse();
    }

    @Test
    void saysForWhat_whenItWaits() throws Exception {
        RequestKey key = Samples.key("acme", "wait-1");
        write(new Notice(
                key,
                Notice.Kind.WAITING,
                "budget of the minute",
                Instant.parse("2026-11-20T12:01:00Z"),
                Instant.now()));
        write(Samples.request(key, TestApi.BODY));

        JsonNode row = JSON.readTree(indexed("/v1/requests/wait-1?tenant=acme", "waiting"));

        assertThat(row.path("waiting").path("reason").asText()).isEqualTo("budget of the minute");
        assertThat(row.path("waiting").path("expected_until").asText()).isEqualTo("2026-11-20T12:01:00Z");
    }

    @Test
    void answersWhenItEnds_whenAskedToWait() throws Exception {
        RequestKey key = Samples.key("acme", "poll-1");
        write(Samples.request(key, TestApi.BODY));
        indexed("/v1/requests/poll-1?tenant=acme", "accepted");
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return api.get("/v1/requests/poll-1?tenant=acme&wait=20s").body();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await().pollDelay(Duration.ofMillis(400)).until(() -> true);
        assertThat(waiting).isNotDone();

        write(Samples.completed(key, "{}"));

        assertThat(JSON.readTree(waiting.get(10, TimeUnit.SECONDS))
                        .path("status")
                        .asText())
                .isEqualTo("completed");
    }

    @Test
    void isNotFound_whenAnotherTenantAsks() throws Exception {
        RequestKey key = Samples.key("acme", "secret-1");
        write(Samples.completed(key, "{\"canary\":true}"));
        indexed("/v1/requests/secret-1?tenant=acme", "completed");

        HttpResponse<String> other = api.get("/v1/requests/secret-1?tenant=globex");
        HttpResponse<String> none = api.get("/v1/requests/none-such?tenant=globex");

        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.body()).isEqualTo(none.body()).doesNotContain("canary");
    }

    @Test
    void keepsGoing_whenARecordCannotBeReadOrStored() throws Exception {
        topics.write(api.kafka.topics().results(), "x", "garbage".getBytes(StandardCharsets.UTF_8));
        write(Samples.failed(Samples.key("acme", "nul-1"), "a \0 in it"));
        write(Samples.completed(Samples.key("acme", "after-1"), "{}"));

        indexed("/v1/requests/after-1?tenant=acme", "completed");
        assertThat(indexed("/v1/requests/nul-1?tenant=acme", "failed")).contains("a \uFFFD in it");
    }

    @Test
    void keepsEveryRevision_whenCataloguesArePublished() throws Exception {
        for (long revision : List.of(6L, 7L)) {
            topics.write(
                    api.kafka.topics().catalog(),
                    "catalog",
                    api.codecs
                            .catalog()
                            .encode(new PublishedCatalog(
                                    new CatalogRevision(revision),
                                    "providers: {}",
                                    "ab" + revision,
                                    Samples.ACCEPTED,
                                    "me")));
        }

        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(JSON.readTree(api.get("/v1/catalog").body())
                                        .path("sha256")
                                        .asText())
                                .isEqualTo("ab7"));
        JsonNode reply = JSON.readTree(api.get("/v1/catalog").body());
        assertThat(reply.path("revision").asLong()).isEqualTo(7);
        assertThat(reply.path("published_at").asText()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(reply.path("aliases").toString()).isEqualTo("[\"deep-thought\",\"fast-text\"]");
        assertThat(api.bean(IndexReads.class).catalog(new CatalogRevision(6))).isPresent();
    }

    @Test
    void isReadyAndShowsWhy_whenAllIsWell() throws Exception {
        await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
            JsonNode health = JSON.readTree(api.manage("/health/readiness").body());
            assertThat(health.path("status").asText()).as(health.toString()).isEqualTo("UP");
            assertThat(health.path("details").path("kafka").path("status").asText())
                    .isEqualTo("UP");
            assertThat(health.path("details")
                            .path("catalogue")
                            .path("details")
                            .path("revision")
                            .asLong())
                    .isEqualTo(7);
            assertThat(health.path("details")
                            .path("index")
                            .path("details")
                            .path("lag")
                            .asLong())
                    .isZero();
        });
        assertThat(api.manage("/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void isNotThere_whenAManagementEndpointIsNotHealth() throws Exception {
        for (String path :
                List.of("/beans", "/env", "/loggers", "/routes", "/threaddump", "/info", "/stop", "/refresh")) {
            assertThat(api.get(path).statusCode()).as(path).isEqualTo(404);
        }
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

    private static void write(Notice notice) throws Exception {
        topics.write(
                api.kafka.topics().notices(),
                notice.key().request().value(),
                api.codecs.notice().encode(notice));
    }

    private static String indexed(String path, String status) {
        return await().atMost(20, TimeUnit.SECONDS)
                .until(() -> api.get(path).body(), body -> body.contains("\"status\":\"" + status + "\""));
    }

    private static ConsumerRecord<byte[], byte[]> admission(RequestKey key) {
        return topics.all(api.kafka.topics().admissions()).stream()
                .filter(record -> RecordHeading.readFrom(record.headers())
                        .map(heading -> heading.key().equals(key))
                        .orElse(false))
                .findFirst()
                .orElseThrow();
    }

    private static Admission read(ConsumerRecord<byte[], byte[]> record) {
        return switch (api.codecs.admission().decode(record.value())) {
            case Decoded.Readable<Admission>(Admission admission) -> admission;
            case Decoded.Unreadable<Admission>(var failure) -> throw new AssertionError(failure);
        };
    }
}
