package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.InferenceResult;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Webhooks from their making to what they are told, each in a tenant of its own. */
class WebhooksIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static TestApi api;
    private static TestTopics topics;
    private static Posts posts;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(WebhooksIT.class);
        TestApi.createTopics(bootstrap, prefix);
        api = new TestApi(bootstrap, prefix, TestServers.freshDatabase());
        topics = new TestTopics(bootstrap);
        posts = new Posts();
        // The tables are there once the index has written: a webhook can be made from then on.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> send("GET", "/v1/webhooks", "acme", "").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        posts.close();
        topics.close();
        api.close();
    }

    @Test
    void anEndIsToldWhole_andSigned_andOnce() throws Exception {
        String secret = make("one", "crm", "/one", "");
        RequestKey key = Samples.key("one", "r-1");

        write(Samples.completed(key, "{\"choices\":[],\"n\":1.50}"));
        await().atMost(Duration.ofSeconds(20)).until(() -> posts.to("/one").size() == 1);

        Posts.Post post = posts.to("/one").getFirst();
        assertThat(post.isSignedWith(secret)).isTrue();
        assertThat(post.isSignedWith("whsec_another")).isFalse();
        JsonNode body = JSON.readTree(post.body());
        assertThat(body.path("id").asText()).isEqualTo(post.eventId());
        assertThat(body.path("type").asText()).isEqualTo("request.completed");
        assertThat(body.path("data").path("id").asText()).isEqualTo("r-1");
        assertThat(post.body()).contains("\"response\":{\"choices\":[],\"n\":1.50}");
        // Read again, as after a restart before the offsets were committed.
        write(Samples.completed(key, "{}"));
        write(Samples.failed(Samples.key("one", "r-2"), "later"));
        await().atMost(Duration.ofSeconds(20)).until(() -> posts.to("/one").size() >= 2);
        assertThat(posts.to("/one"))
                .hasSize(2)
                .last()
                .matches(last -> last.body().contains("request.failed"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(deliveries("one", ""))
                        .hasSize(2)
                        .allMatch(delivery -> delivery.path("status").asText().equals("delivered")));
    }

    @Test
    void whatFailed_isTriedAgain_andWhatWasDelivered_canBeReplayed() throws Exception {
        make("two", "crm", "/two", "");
        posts.answering(500);
        RequestKey key = Samples.key("two", "r-1");
        write(Samples.completed(key, "{}"));
        await().atMost(Duration.ofSeconds(20)).until(() -> posts.to("/two").size() == 2);
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        deliveries("two", "").get(0).path("status").asText().equals("delivered"));
        String id = deliveries("two", "&request_id=r-1").get(0).path("id").asText();

        assertThat(send("POST", "/v1/webhooks/deliveries/" + id + "/replay", "globex", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/v1/webhooks/deliveries/" + id + "/replay", "two", "")
                        .statusCode())
                .isEqualTo(202);

        await().atMost(Duration.ofSeconds(20)).until(() -> posts.to("/two").size() == 3);
        assertThat(posts.to("/two")).extracting(Posts.Post::eventId).containsOnly(id);
    }

    @Test
    void isToldOfWhatNamesIt_whenItAsksForNothingElse() throws Exception {
        make("three", "named", "/named", ",\"only_named\":true");
        make("three", "failures", "/failures", ",\"events\":[\"request.failed\"]");
        write(Samples.completed(Samples.key("three", "r-0"), "{}"));
        write(named(Samples.completed(Samples.key("three", "r-1"), "{}"), "named"));
        write(named(Samples.completed(Samples.key("three", "r-2"), "{}"), "other"));
        write(Samples.failed(Samples.key("three", "r-3"), "x"));
        write(Samples.completed(Samples.key("four", "r-4"), "{}"));

        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        posts.to("/named").size() == 1 && posts.to("/failures").size() == 1);

        assertThat(posts.to("/named").getFirst().body()).contains("\"id\":\"r-1\"");
        assertThat(posts.to("/failures").getFirst().body()).contains("\"id\":\"r-3\"");
        assertThat(deliveries("three", "")).hasSize(2);
        assertThat(deliveries("three", "&webhook=named")).hasSize(1);
        assertThat(deliveries("three", "&limit=1")).hasSize(1);
        assertThat(deliveries("four", "")).isEmpty();
    }

    @Test
    void bothSecretsHold_whileOneIsReplaced() throws Exception {
        String old = make("five", "crm", "/five", "");
        JsonNode rotated = JSON.readTree(
                send("POST", "/v1/webhooks/crm/rotate", "five", "").body());
        String next = rotated.path("secret").asText();

        write(Samples.completed(Samples.key("five", "r-1"), "{}"));
        await().atMost(Duration.ofSeconds(20)).until(() -> posts.to("/five").size() == 1);

        assertThat(next).isNotEqualTo(old);
        assertThat(posts.to("/five").getFirst().isSignedWith(next)).isTrue();
        assertThat(posts.to("/five").getFirst().isSignedWith(old)).isTrue();
    }

    @Test
    void isToldNoMore_andShowsNoSecret_andIsNobodyElses() throws Exception {
        String secret = make("six", "crm", "/six", "");
        assertThat(send("POST", "/v1/webhooks", "six", "{\"name\":\"crm\",\"url\":\"" + posts.url("/x") + "\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(send("GET", "/v1/webhooks", "six", "").body())
                .contains("\"name\":\"crm\"")
                .doesNotContain(secret);
        assertThat(send("GET", "/v1/webhooks", "globex", "").body()).doesNotContain("/six");
        assertThat(send("DELETE", "/v1/webhooks/crm", "globex", "").statusCode())
                .isEqualTo(404);
        assertThat(send("DELETE", "/v1/webhooks/crm", "six", "").statusCode()).isEqualTo(200);

        make("six", "other", "/six-other", "");
        write(Samples.completed(Samples.key("six", "r-1"), "{}"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> posts.to("/six-other").size() == 1);
        assertThat(posts.to("/six")).isEmpty();
    }

    @Test
    void whatIsChanged_isInTheAuditLog_withoutSecretAndPath() throws Exception {
        String secret = make("seven", "crm", "/a-path-like-a-key", "");
        send("POST", "/v1/webhooks/crm/rotate", "seven", "");
        send("DELETE", "/v1/webhooks/crm", "seven", "");
        // What changes nothing is no act.
        send("DELETE", "/v1/webhooks/crm", "seven", "");
        send("POST", "/v1/webhooks", "seven", "{\"name\":\"crm\"}");

        HttpResponse<String> audit = send("GET", "/v1/admin/audit?tenant=seven", "seven", "");
        assertThat(audit.statusCode()).as(audit.body()).isEqualTo(200);
        JsonNode acts = JSON.readTree(audit.body()).path("data");
        assertThat(acts)
                .extracting(act -> act.path("action").asText())
                .containsExactly("webhook.remove", "webhook.rotate", "webhook.create");
        assertThat(acts).allMatch(act -> act.path("subject").asText().equals("crm"));
        assertThat(acts.get(0).has("after")).isFalse();
        assertThat(acts.get(0).path("before").path("secret_version").asInt()).isEqualTo(2);
        assertThat(acts.get(1).path("before").path("secret_version").asInt()).isEqualTo(1);
        assertThat(acts.get(2).path("after").path("host").asText()).isEqualTo("127.0.0.1");
        assertThat(audit.body()).doesNotContain(secret).doesNotContain("a-path-like-a-key");
    }

    private static String make(String tenant, String name, String path, String more) throws Exception {
        HttpResponse<String> made = send(
                "POST",
                "/v1/webhooks",
                tenant,
                "{\"name\":\"%s\",\"url\":\"%s\"%s}".formatted(name, posts.url(path), more));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String secret = JSON.readTree(made.body()).path("secret").asText();
        assertThat(secret).startsWith("whsec_");
        return secret;
    }

    private static JsonNode deliveries(String tenant, String query) throws Exception {
        HttpResponse<String> reply = send("GET", "/v1/webhooks/deliveries?tenant=" + tenant + query, tenant, "");
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body()).path("data");
    }

    private static HttpResponse<String> send(String method, String path, String tenant, String body) throws Exception {
        return api.send(HttpRequest.newBuilder(api.base.resolve(path))
                .header("content-type", "application/json")
                .header("headgate-tenant", tenant)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static InferenceResult named(InferenceResult result, String webhook) {
        return new InferenceResult(
                result.key(),
                result.correlationId(),
                result.userId(),
                result.taskId(),
                result.alias(),
                Map.of("webhook", webhook),
                result.outcome(),
                result.attempts(),
                result.decision(),
                result.acceptedAt(),
                Instant.now(),
                result.replyFormat());
    }

    /** Ends now: webhooks are not told of what ended before they were made. */
    private static void write(InferenceResult result) throws Exception {
        InferenceResult now = new InferenceResult(
                result.key(),
                result.correlationId(),
                result.userId(),
                result.taskId(),
                result.alias(),
                result.tags(),
                result.outcome(),
                result.attempts(),
                result.decision(),
                result.acceptedAt(),
                Instant.now(),
                result.replyFormat());
        topics.write(
                api.kafka.topics().results(),
                now.key().request().value(),
                api.codecs.result().encode(now));
    }
}
