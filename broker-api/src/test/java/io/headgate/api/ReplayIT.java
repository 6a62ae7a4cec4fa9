package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.message.Origin;
import io.headgate.schemas.message.ReplyFormat;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Replays over HTTP, against topics and tables as they are. */
class ReplayIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static String bootstrap;
    private static TestApi api;
    private static TestTopics topics;

    @BeforeAll
    static void start() throws Exception {
        bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(ReplayIT.class);
        TestApi.createTopics(bootstrap, prefix);
        api = new TestApi(bootstrap, prefix, TestServers.freshDatabase());
        api.catalogue.set(withAModel(TestCatalogue.create()));
        topics = new TestTopics(bootstrap);
    }

    private static Catalogue withAModel(Catalogue bare) {
        ModelName name = new ModelName("m1");
        Model model = new Model(name, new ProviderName("p1"), "m1", Set.of(), 100_000, null, List.of(), null);
        return new Catalogue(
                bare.revision(),
                bare.defaults(),
                bare.providers(),
                Map.of(name, model),
                bare.routes(),
                bare.tiers(),
                bare.tenants(),
                bare.alerts());
    }

    @AfterAll
    static void stop() {
        topics.close();
        api.close();
    }

    @Test
    void whatFailedIsSentAgain_linkedToItsParent_onceThoughItIsFoundTwice() throws Exception {
        fail("acme", "once-1");
        fail("acme", "once-2");
        fail("globex", "once-1");
        String filter = "{\"filter\":{\"requests\":[\"once-1\",\"once-2\"]}%s}";
        await().atMost(SOON)
                .until(() -> post("acme", filter.formatted("")).path("count").asInt() == 2);
        JsonNode plan = post("acme", filter.formatted(""));
        assertThat(plan.path("by_provider").path("p1").asInt()).isEqualTo(2);
        assertThat(plan.path("by_code").path("provider_timeout").asInt()).isEqualTo(2);
        assertThat(plan.path("estimate").path("unpriced").asInt()).isEqualTo(2);
        assertThat(sentFor("once-1")).isEmpty();

        String id = post("acme", filter.formatted(",\"overrides\":{\"alias\":\"deep-thought\"},\"execute\":true"))
                .path("id")
                .asText();
        await().atMost(SOON)
                .until(() ->
                        get("acme", "/v1/replays/" + id).path("status").asText().equals("completed"));

        // Only what is executed is an act: the plans above are not in the log.
        assertThat(get("acme", "/v1/admin/audit?tenant=acme").path("data"))
                .filteredOn(act -> act.path("subject").asText().equals(id))
                .singleElement()
                .satisfies(act -> {
                    assertThat(act.path("action").asText()).isEqualTo("replay.execute");
                    assertThat(act.path("after").toString())
                            .isEqualTo("{\"alias\":\"deep-thought\",\"requests\":2,\"per_second\":%d}"
                                    .formatted(act.at("/after/per_second").asInt()));
                });

        InferenceRequest child = sentFor("once-1").getFirst();
        assertThat(sentFor("once-1")).hasSize(1);
        assertThat(child.key().tenant()).hasToString("acme");
        assertThat(child.alias()).hasToString("deep-thought");
        assertThat(child.body()).isEqualTo(TestApi.BODY.replace("fast-text", "deep-thought"));
        JsonNode items = get("acme", "/v1/replays/" + id + "/requests?limit=1");
        assertThat(items.path("has_more").asBoolean()).isTrue();
        assertThat(items.path("data").path(0).path("status").asText()).isEqualTo("sent");

        write(Samples.completed(child.key(), "{}"));
        await().atMost(SOON)
                .until(() -> post("acme", filter.formatted(""))
                                .path("left_out")
                                .path("answered")
                                .asInt()
                        == 1);
        JsonNode counts = get("acme", "/v1/replays/" + id).path("counts");
        assertThat(counts.path("completed").asInt()).isEqualTo(1);
        assertThat(counts.path("costs").path(0).path("amount").asText()).isEqualTo("0.000123");
        assertThat(post("acme", filter.formatted(",\"include_replayed\":true"))
                        .path("count")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aReplayThatFailedStandsInItsParentsPlace() throws Exception {
        fail("acme", "again-1");
        RequestKey child = Samples.key("acme", "again-child");
        writeFailure(new FailedRequest(
                withParent(Samples.request(child, TestApi.BODY), "again-1"), Samples.failed(child, "once more")));
        String filter = "{\"filter\":{\"requests\":[\"again-1\",\"again-child\"]}}";

        await().atMost(SOON).until(() -> {
            JsonNode plan = post("acme", filter);
            return plan.path("count").asInt() == 1
                    && plan.path("left_out").path("failed_again").asInt() == 1;
        });
    }

    @Test
    void whatTheTopicKeepsNoMoreIsGone_andWhatNeverWasARequestIsBroken() throws Exception {
        RequestKey broken = Samples.key("acme", "broken-1");
        writeFailure(new FailedRequest(
                new InvalidRequest(
                        broken,
                        Samples.request(broken, "").correlationId(),
                        Failure.of(FailureCode.INVALID_JSON, "no JSON"),
                        "00",
                        ReplyFormat.JSON,
                        Samples.ACCEPTED,
                        Origin.HTTP),
                Samples.failed(broken, "no JSON")));
        fail("acme", "gone-1");
        String filter = "{\"filter\":{\"requests\":[\"gone-1\",\"broken-1\"]}%s}";
        await().atMost(SOON)
                .until(() -> post("acme", filter.formatted("")).path("count").asInt() == 1);
        assertThat(post("acme", filter.formatted(""))
                        .path("left_out")
                        .path("broken")
                        .asInt())
                .isEqualTo(1);

        deleteFailures();
        fail("acme", "kept-1");
        String both = filter.replace("\"broken-1\"", "\"kept-1\"");
        await().atMost(SOON).until(() -> {
            JsonNode plan = post("acme", both.formatted(""));
            return plan.path("count").asInt() == 1
                    && plan.path("left_out").path("gone").asInt() == 1;
        });

        String id = post("acme", both.formatted(",\"execute\":true")).path("id").asText();
        await().atMost(SOON)
                .until(() ->
                        get("acme", "/v1/replays/" + id).path("status").asText().equals("completed"));
        JsonNode items = get("acme", "/v1/replays/" + id + "/requests").path("data");
        assertThat(items)
                .extracting(item -> item.path("parent_id").asText() + " "
                        + item.path("status").asText())
                .containsExactly("gone-1 gone", "kept-1 sent");
    }

    @Test
    void aReplayThatIsCancelledSendsNoMore_andIsNobodyElses() throws Exception {
        for (int i = 0; i < 30; i++) {
            fail("acme", "slow-" + i);
        }
        String filter = "{\"filter\":{\"alias\":\"fast-text\",\"tags\":{\"project\":\"search\"}},\"per_second\":1%s}";
        await().atMost(SOON)
                .until(() -> post("acme", filter.formatted("")).path("count").asInt() >= 30);
        String id =
                post("acme", filter.formatted(",\"execute\":true")).path("id").asText();
        String path = "/v1/replays/" + id;

        assertThat(send("globex", HttpRequest.newBuilder(api.base.resolve(path)))
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("globex", cancelling(path)).statusCode()).isEqualTo(404);
        HttpResponse<String> cancelled = send("acme", cancelling(path));

        assertThat(JSON.readTree(cancelled.body()).path("status").asText()).isEqualTo("cancelled");
        assertThat(send("acme", cancelling(path)).statusCode()).isEqualTo(200);
        assertThat(acts(id)).as("cancelled once").containsExactly("replay.cancel", "replay.execute");
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        JsonNode counts = get("acme", path).path("counts");
        assertThat(counts.path("sent").asInt()).isLessThan(4);
        assertThat(counts.path("waiting").asInt()).isGreaterThan(25);
        assertThat(get("acme", "/v1/replays?limit=100").path("data"))
                .anyMatch(replay -> replay.path("id").asText().equals(id));
        assertThat(get("globex", "/v1/replays").path("data")).isEmpty();
    }

    @Test
    void whatIsWrongIsTold_withTheNearestThatWouldDo() throws Exception {
        HttpResponse<String> reply = send(
                "acme", posting("{\"filter\":{\"alias\":\"fast-text\"},\"overrides\":{\"alias\":\"deep-tought\"}}"));

        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(reply.body()).path("allowed").asText()).contains("did you mean 'deep-thought'?");
        assertThat(send("acme", posting("{}")).statusCode()).isEqualTo(400);
        assertThat(send("acme", HttpRequest.newBuilder(api.base.resolve("/v1/replays?limit=0")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(api.send(posting("{\"filter\":{\"alias\":\"a\"}}")).body()).contains("missing_tenant");
    }

    private static void fail(String tenant, String id) throws Exception {
        RequestKey key = Samples.key(tenant, id);
        writeFailure(new FailedRequest(Samples.request(key, TestApi.BODY), Samples.failed(key, "timed out")));
    }

    private static void writeFailure(FailedRequest failed) throws Exception {
        topics.write(
                api.kafka.topics().failures(),
                failed.admission().key().request().value(),
                api.codecs.failedRequest().encode(failed));
    }

    private static void write(InferenceResult result) throws Exception {
        topics.write(
                api.kafka.topics().results(),
                result.key().request().value(),
                api.codecs.result().encode(result));
    }

    private static InferenceRequest withParent(InferenceRequest request, String parent) {
        return new InferenceRequest(
                request.key(),
                request.correlationId(),
                request.userId(),
                null,
                request.alias(),
                request.context(),
                request.body(),
                request.bodyHash(),
                request.replyFormat(),
                request.acceptedAt(),
                request.origin(),
                new RequestId(parent));
    }

    private static List<InferenceRequest> sentFor(String parent) {
        return topics.all(api.kafka.topics().admissions()).stream()
                .map(record -> api.codecs.admission().decode(record.value()))
                .flatMap(decoded -> decoded instanceof Decoded.Readable<Admission>(InferenceRequest request)
                        ? Stream.of(request)
                        : Stream.empty())
                .filter(request -> new RequestId(parent).equals(request.parent()))
                .toList();
    }

    private static void deleteFailures() throws Exception {
        String topic = api.kafka.topics().failures();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }
    }

    private static JsonNode post(String tenant, String body) throws Exception {
        return JSON.readTree(send(tenant, posting(body)).body());
    }

    private static JsonNode get(String tenant, String path) throws Exception {
        return JSON.readTree(
                send(tenant, HttpRequest.newBuilder(api.base.resolve(path))).body());
    }

    private static HttpRequest.Builder posting(String body) {
        return HttpRequest.newBuilder(api.base.resolve("/v1/replays"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** What was done to a replay, the newest first, as the audit log has it. */
    private static List<String> acts(String replay) throws Exception {
        return StreamSupport.stream(
                        get("acme", "/v1/admin/audit?tenant=acme&limit=100")
                                .path("data")
                                .spliterator(),
                        false)
                .filter(act -> act.path("subject").asText().equals(replay))
                .map(act -> act.path("action").asText())
                .toList();
    }

    private static HttpRequest.Builder cancelling(String path) {
        return HttpRequest.newBuilder(api.base.resolve(path + "/cancel")).POST(HttpRequest.BodyPublishers.noBody());
    }

    private static HttpResponse<String> send(String tenant, HttpRequest.Builder request) throws Exception {
        return api.send(request.header("headgate-tenant", tenant));
    }
}
