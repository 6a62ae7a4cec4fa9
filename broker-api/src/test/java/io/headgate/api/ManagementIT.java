package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.TestServers;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What those who run a process are told, and that nobody else is. */
class ManagementIT {
    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(ManagementIT.class);
        TestApi.createTopics(bootstrap, prefix);
        api = new TestApi(bootstrap, prefix, TestServers.freshDatabase());
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void readinessHasEachPartsDetail() throws Exception {
        HttpResponse<String> health = await().atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> api.manage("/health/readiness"),
                        reply -> reply.body().contains("\"lag\":0"));

        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
        assertThat(health.body())
                .contains(
                        "\"kafka\"",
                        "\"index\"",
                        "\"postgres\"",
                        "\"batches\"",
                        "\"watch\"",
                        "\"catalogue\"",
                        "\"revision\":7");
        assertThat(api.manage("/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void clientsSeeYesOrNo_andNothingElseOfIt() throws Exception {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> api.get("/health/readiness").body(), "{\"status\":\"UP\"}"::equals);
        assertThat(api.get("/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
        for (String path : List.of("/health", "/prometheus", "/loggers", "/loggers/ROOT")) {
            assertThat(api.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theManagementListenerServesNothingElse() throws Exception {
        for (String path : List.of("/v1/catalog", "/docs", "/openapi.json", "/v1/requests/a?tenant=acme")) {
            assertThat(api.manage(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(api.management.getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void requestsAreCounted_byRouteAndStatus() throws Exception {
        api.post(TestApi.BODY, "headgate-tenant", "acme");
        api.get("/v1/requests/nobody?tenant=nobody%00");
        api.get("/nowhere/CANARY");

        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(api.manage("/prometheus").body())
                        .contains(
                                "headgate_api_requests_seconds_count{method=\"POST\",route=\"/v1/requests\",status=\"202\"}",
                                "headgate_api_requests_seconds_count{method=\"GET\",route=\"/v1/requests/{id}\",status=\"400\"}",
                                "headgate_api_requests_seconds_count{method=\"none\",route=\"none\",status=\"404\"}",
                                "headgate_api_submits_seconds_count{outcome=\"acknowledged\"}",
                                "headgate_api_index_lag",
                                "headgate_api_index_up 1.0")
                        .doesNotContain("CANARY"));
    }

    @Test
    void batchesClientsAndTheFeedAreSeen() throws Exception {
        await().atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(api.manage("/prometheus").body())
                        .contains(
                                "headgate_api_batches_open 0.0",
                                "headgate_api_batches_lines_waiting 0.0",
                                "headgate_api_batches_lines_in_flight 0.0",
                                "headgate_api_batches_lines_total{outcome=\"taken\"} 0.0",
                                "headgate_api_batches_overdue_seconds 0.0",
                                "headgate_api_batches_step_seconds ",
                                "headgate_api_batches_up 1.0",
                                "headgate_api_clients{kind=\"waiting\"} 0.0",
                                "headgate_api_clients{kind=\"streaming\"} 0.0",
                                "headgate_api_watch_lag 0.0",
                                "headgate_api_watch_up 1.0"));
    }

    @Test
    void aLogLevelIsChangedWhileItRuns() throws Exception {
        String logger = "io.headgate.api.ManagementIT";

        HttpResponse<String> set = api.send(HttpRequest.newBuilder(api.management.resolve("/loggers/" + logger))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"configuredLevel\":\"TRACE\"}")));

        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(LoggerFactory.getLogger(logger).isTraceEnabled()).isTrue();
        assertThat(api.manage("/loggers/" + logger).body()).contains("TRACE");
    }

    @Test
    void everyReplyHasAnIdAndSaysHowItMayBeKept() throws Exception {
        HttpResponse<String> named =
                api.send(HttpRequest.newBuilder(api.base.resolve("/v1/catalog")).header("x-request-id", "mine-1"));
        assertThat(named.headers().allValues("x-request-id")).containsExactly("mine-1");
        for (String path :
                List.of("/v1/catalog", "/v1/requests/none?tenant=acme&wait=x", "/nowhere", "/health/liveness")) {
            HttpResponse<String> reply = api.get(path);
            assertThat(reply.headers().allValues("x-request-id")).as(path).hasSize(1);
            assertThat(reply.headers().allValues("x-content-type-options"))
                    .as(path)
                    .containsExactly("nosniff");
            assertThat(reply.headers().allValues("cache-control")).as(path).containsExactly("no-store");
            assertThat(reply.headers().firstValue("server")).as(path).isEmpty();
        }
    }

    @Test
    void thePageRunsNoScriptsButItsOwn() throws Exception {
        HttpResponse<String> page = api.get("/docs");

        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self';")
                        .doesNotContain("unsafe-eval"));
        assertThat(api.get("/docs/swagger-ui-bundle.js").headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
        assertThat(api.get("/openapi.json").headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(api.get("/docs/frame.json").statusCode()).isEqualTo(404);
    }
}
