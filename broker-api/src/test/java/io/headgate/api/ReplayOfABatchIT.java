package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.BatchMark;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.InferenceRequest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What failed of a batch is found by the batch, whoever published it. */
class ReplayOfABatchIT {
    private static TestApi api;
    private static TestTopics topics;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(ReplayOfABatchIT.class);
        TestApi.createTopics(bootstrap, prefix);
        String database = TestServers.freshDatabase();
        api = new TestApi(bootstrap, prefix, database);
        new KeptRows(database).awaitTables();
        topics = new TestTopics(bootstrap);
    }

    @AfterAll
    static void stop() {
        topics.close();
        api.close();
    }

    @Test
    void onlyTheRequestsOfTheBatchAreMeant_andOnlyTheTenants() throws Exception {
        fail(Samples.marked(Samples.key("acme", "part"), TestApi.BODY, new BatchMark(new BatchId("nightly"), 1)));
        fail(Samples.request(Samples.key("acme", "by-itself"), TestApi.BODY));

        await().atMost(Duration.ofSeconds(60)).until(() -> meant("acme", "\"alias\":\"fast-text\"") == 2);
        await().atMost(Duration.ofSeconds(60)).until(() -> meant("acme", "\"batch\":\"nightly\"") == 1);
        assertThat(meant("acme", "\"batch\":\"weekly\"")).isZero();
        assertThat(meant("globex", "\"batch\":\"nightly\"")).isZero();
    }

    private static void fail(InferenceRequest request) throws Exception {
        RequestKey key = request.key();
        topics.write(
                api.kafka.topics().admissions(),
                key.tenant().value(),
                api.codecs.admission().encode(request));
        topics.write(
                api.kafka.topics().failures(),
                key.request().value(),
                api.codecs.failedRequest().encode(new FailedRequest(request, Samples.failed(key, "timed out"))));
    }

    /** How many a replay would send, if the catalogue had a model for them. */
    private static int meant(String tenant, String filter) throws IOException, InterruptedException {
        HttpResponse<String> reply = api.send(HttpRequest.newBuilder(api.base.resolve("/v1/replays"))
                .header("content-type", "application/json")
                .header("headgate-tenant", tenant)
                .POST(BodyPublishers.ofString("{\"filter\":{%s}}".formatted(filter))));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        JsonNode plan = new ObjectMapper().readTree(reply.body());
        return plan.path("count").asInt()
                + plan.path("left_out").path("unroutable").asInt();
    }
}
