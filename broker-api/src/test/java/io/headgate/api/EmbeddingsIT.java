package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.message.InferenceRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Embeddings over HTTP and real topics; router and workers are a script. */
class EmbeddingsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VECTORS = """
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":"AAAAAA=="}],"model":"m1",\
            "usage":{"prompt_tokens":2,"total_tokens":2}}""";
    private static final String CHAT = """
            {"model":"fast-text","messages":[{"role":"user","content":"Hello"}]}""";
    private static final String INPUT = """
            {"model":"fast-text","input":"river mill","encoding_format":"base64"}""";
    private static TestApi api;
    private static Answering answering;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(EmbeddingsIT.class);
        TestApi.createTopics(bootstrap, prefix);
        api = new TestApi(bootstrap, prefix, TestServers.freshDatabase(), Map.of());
        answering = new Answering(api, (request, to) -> to.end(Samples.completed(request.key(), VECTORS)));
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> api.get("/health/readiness").statusCode(), status -> status == 200);
    }

    @AfterAll
    static void stop() {
        answering.close();
        api.close();
    }

    @Test
    void answersWithTheProvidersVectors_asTheyCame() throws Exception {
        HttpResponse<String> reply = post("/v1/embeddings", INPUT);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(VECTORS);
        String id = reply.headers().firstValue("x-request-id").orElseThrow();
        assertThat(answering.taken())
                .filteredOn(request -> request.key().request().value().equals(id))
                .extracting(InferenceRequest::body)
                .containsExactly(INPUT);
    }

    @Test
    void eachAddressTakesItsOwnKindOnly() throws Exception {
        HttpResponse<String> chat = post("/v1/embeddings", CHAT);
        HttpResponse<String> embeddings = post("/v1/chat/completions", INPUT);

        for (HttpResponse<String> refused : new HttpResponse[] {chat, embeddings}) {
            JsonNode error = JSON.readTree(refused.body());
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(error.at("/error/type").asText()).isEqualTo("invalid_request_error");
            assertThat(error.path("allowed").asText()).contains("of a body that has");
        }
    }

    @Test
    void whatIsNoTextIsRefused_withItsField() throws Exception {
        HttpResponse<String> refused = post("/v1/embeddings", INPUT.replace("\"river mill\"", "[]"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(refused.body()).at("/error/param").asText()).isEqualTo("input");
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.base.resolve(path))
                .header("content-type", "application/json")
                .header("headgate-tenant", "acme")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return api.send(request);
    }
}
