package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.deploy.embedded.TestServers;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in: a typed 4xx in OpenAI's shape, never a 5xx, and no word of the prompt in it. */
class BadInputIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"CANARY\"}]";
    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        String bootstrap = TestServers.shared().bootstrapServers();
        String prefix = TestServers.freshPrefix(BadInputIT.class);
        TestApi.createTopics(bootstrap, prefix);
        api = new TestApi(bootstrap, prefix, TestServers.freshDatabase());
        // What there is not is unknown only once the index has caught up.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> api.get("/v1/requests/none-such?tenant=acme").statusCode() == 404);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static Stream<Arguments> bodies() {
        String deep = "[".repeat(100) + "]".repeat(100);
        return Stream.of(
                body(400, "empty_record", ""),
                body(400, "invalid_json", "   "),
                body(400, "invalid_json", "not json CANARY"),
                body(400, "invalid_json", "null"),
                body(400, "invalid_json", "[]"),
                body(400, "invalid_json", "\"CANARY\""),
                body(400, "invalid_json", "{\"model\":\"fast-text\"," + MESSAGES),
                body(400, "invalid_json", "{\"model\":\"fast-text\"," + MESSAGES + "} trailing"),
                body(400, "invalid_json", "{\"model\":\"fast-text\",\"model\":\"fast-text\"," + MESSAGES + "}"),
                body(400, "invalid_json", "{\"model\":\"fast-text\",\"x\":\"\\u0000\"," + MESSAGES + "}"),
                body(400, "invalid_json", "{\"model\":\"fast-text\",\"x\":\"\\ud800\"," + MESSAGES + "}"),
                body(400, "invalid_json", "{\"model\":\"fast-text\",\"n\":NaN," + MESSAGES + "}"),
                body(400, "too_deep", "{\"model\":\"fast-text\",\"x\":" + deep + "," + MESSAGES + "}"),
                body(400, "missing_model", "{" + MESSAGES + "}"),
                body(400, null, "{\"model\":7," + MESSAGES + "}"),
                body(400, null, "{\"model\":\"\"," + MESSAGES + "}"),
                body(400, null, "{\"model\":\"" + "x".repeat(500) + "\"," + MESSAGES + "}"),
                body(400, "invalid_field", "{\"model\":\"fast-text\"}"),
                body(400, "invalid_field", "{\"model\":\"fast-text\",\"messages\":[]}"),
                body(400, "invalid_field", "{\"model\":\"fast-text\",\"messages\":\"CANARY\"}"),
                body(404, "unknown_alias", "{\"model\":\"fast-txt\"," + MESSAGES + "}"),
                body(
                        413,
                        "body_too_large",
                        "{\"model\":\"fast-text\",\"x\":\"" + "y".repeat(200_000) + "\"," + MESSAGES + "}"),
                body(
                        413,
                        "body_too_large",
                        "{\"model\":\"fast-text\",\"x\":\"" + "y".repeat(110_000) + "\"," + MESSAGES + "}"),
                envelope(400, "invalid_field", "\"no_such\":1"),
                envelope(400, "invalid_field", "\"id\":\"a b\""),
                envelope(400, "invalid_field", "\"id\":[\"a\"]"),
                envelope(400, "invalid_field", "\"priority\":\"urgent\""),
                envelope(400, "invalid_field", "\"deadline\":\"tomorrow\""),
                envelope(400, "deadline_exceeded", "\"deadline\":\"2001-01-01T00:00:00Z\""),
                envelope(400, "invalid_field", "\"max_latency_ms\":-5"),
                envelope(400, "invalid_field", "\"max_latency_ms\":1e400"),
                envelope(400, "invalid_field", "\"budget\":{\"amount\":\"much\",\"currency\":\"USD\"}"),
                envelope(400, "invalid_field", "\"budget\":{\"amount\":\"1\",\"currency\":\"XYZW\"}"),
                envelope(400, "invalid_field", "\"budget\":{\"amount\":\"1e999999999\",\"currency\":\"USD\"}"),
                envelope(400, "invalid_field", "\"tags\":{\"a\":{}}"),
                envelope(400, "invalid_field", "\"tags\":[1]"),
                body(400, null, "{\"headgate\":7,\"body\":{}}"),
                body(400, null, "{\"headgate\":{},\"body\":\"CANARY\"}"));
    }

    private static Arguments body(int status, @Nullable String code, String body) {
        return Arguments.of(status, code, body);
    }

    private static Arguments envelope(int status, String code, String field) {
        return body(status, code, "{\"headgate\":{" + field + "},\"body\":{\"model\":\"fast-text\"," + MESSAGES + "}}");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void isATypedError_whenTheBodyIsBad(int status, @Nullable String code, String body) throws Exception {
        check(api.post(body, "headgate-tenant", "acme"), status, code);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of(400, "invalid_field", "headgate-priority", "now"),
                Arguments.of(400, "invalid_field", "headgate-budget", "five dollars"),
                Arguments.of(400, "invalid_field", "headgate-deadline", "0"),
                Arguments.of(400, "invalid_field", "headgate-max-latency-ms", "fast"),
                Arguments.of(400, "invalid_field", "headgate-id", "x".repeat(300)),
                Arguments.of(400, "invalid_field", "headgate-user", "a b"),
                Arguments.of(400, "invalid_field", "headgate-tenant", "acme"),
                Arguments.of(415, "unsupported_media_type", "content-encoding", "gzip"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void isATypedError_whenAHeaderIsBad(int status, String code, String name, String value) throws Exception {
        check(api.post(TestApi.BODY, "headgate-tenant", "acme", name, value), status, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "application/json; charset=latin1",
                "garbage",
                "/",
                "application/jsonx",
                "application/octet-stream"
            })
    void isUnsupported_whenTheBodyIsNotJson(String type) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.base.resolve("/v1/requests"))
                .header("content-type", type)
                .header("headgate-tenant", "acme")
                .POST(BodyPublishers.ofString("a=CANARY&b=2"));
        check(api.send(request), 415, "unsupported_media_type");
    }

    @Test
    void namesTheTenantAndTheNearestAlias_whenOneIsNotKnown() throws Exception {
        check(api.post(TestApi.BODY), 400, "missing_tenant");
        check(api.post(TestApi.BODY, "headgate-tenant", "nobody"), 403, "unknown_tenant");
        HttpResponse<String> alias = api.post(TestApi.BODY.replace("fast-text", "fasttext"), "headgate-tenant", "acme");
        check(alias, 404, "unknown_alias");
        assertThat(alias.body())
                .contains("'fast-text'")
                .contains("\"seen\":\"fasttext\"")
                .contains("\"param\":\"model\"");
        HttpResponse<String> two = api.post(
                "{\"headgate\":{\"tenant\":\"globex\"},\"body\":" + TestApi.BODY + "}", "headgate-tenant", "acme");
        assertThat(two.statusCode()).isEqualTo(400);
    }

    static Stream<Arguments> addresses() {
        return Stream.of(
                Arguments.of("GET", "/", 404),
                Arguments.of("GET", "/v1", 404),
                Arguments.of("GET", "/v1/nothing", 404),
                Arguments.of("GET", "/v1/requests/a/b?tenant=acme", 404),
                Arguments.of("GET", "/../../etc/passwd", 404),
                Arguments.of("DELETE", "/v1/requests", 405),
                Arguments.of("GET", "/v1/requests", 400),
                Arguments.of("GET", "/v1/requests?tenant=acme&limit=0", 400),
                Arguments.of("GET", "/v1/requests?tenant=acme&after=nowhere", 400),
                Arguments.of("GET", "/v1/requests?tenant=acme&colour=red", 400),
                Arguments.of("GET", "/v1/requests?tenant=acme&user=%00", 400),
                Arguments.of("GET", "/v1/requests/a/events?tenant=acme&deltas=perhaps", 400),
                Arguments.of("GET", "/v1/requests/a/events?tenant=acme", 404),
                Arguments.of("DELETE", "/v1/requests/a", 400),
                Arguments.of("DELETE", "/v1/requests/a?tenant=acme", 404),
                Arguments.of("POST", "/v1/requests/a/cancel?tenant=acme", 404),
                Arguments.of("POST", "/v1/requests/bulk?tenant=acme", 415),
                Arguments.of("POST", "/v1/webhooks?tenant=acme", 400),
                Arguments.of("POST", "/v1/webhooks", 400),
                Arguments.of("DELETE", "/v1/webhooks/%00?tenant=acme", 404),
                Arguments.of("POST", "/v1/webhooks/nothing/rotate?tenant=acme", 404),
                Arguments.of("GET", "/v1/webhooks/deliveries?tenant=acme&after=x", 400),
                Arguments.of("POST", "/v1/webhooks/deliveries/x/replay?tenant=acme", 404),
                Arguments.of("PUT", "/v1/requests/a", 405),
                Arguments.of("POST", "/v1/catalog", 405),
                Arguments.of("GET", "/v1/requests/a", 400),
                Arguments.of("GET", "/v1/requests/a?tenant=a&tenant=b", 400),
                Arguments.of("GET", "/v1/requests/a?tenant=%00", 400),
                Arguments.of("GET", "/v1/requests/a?tenant=acme&wait=forever", 400),
                Arguments.of("GET", "/v1/requests/a?tenant=acme&wait=99999s", 400),
                Arguments.of("GET", "/v1/requests/%00?tenant=acme", 400),
                Arguments.of("GET", "/v1/requests/a%20b?tenant=acme", 400),
                Arguments.of("GET", "/v1/requests/'%3Bdrop?tenant=acme", 404));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void isATypedError_whenTheAddressIsBad(String method, String path, int status) throws Exception {
        check(
                api.send(HttpRequest.newBuilder(URI.create(api.base + path))
                        .header("content-type", "application/json")
                        .method(
                                method,
                                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))),
                status,
                null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/requests/%zz?tenant=acme HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/requests/a?tenant=%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/requests/%ff%fe?tenant=acme HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http://[::bad HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /|^\"<> HTTP/1.1\r\nHost: a\r\n\r\n",
                "WEIRD /v1/requests HTTP/1.1\r\nHost: a\r\n\r\n",
                "nonsense\r\n\r\n",
                "POST /v1/requests HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
                "POST /v1/requests HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/requests HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n",
                "POST /v1/requests HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nCANARY\r\n",
                "POST /v1/requests HTTP/1.1\r\nHost: a\r\nHeadgate-Tag-X: \u00ff\u00fe\r\nContent-Length: 2\r\n\r\n{}"
            })
    void isNoServerError_whenTheProtocolIsAbused(String bytes) throws Exception {
        String reply = raw(bytes);

        assertThat(reply).matches("(?s)HTTP/1\\.[01] 4\\d\\d .*");
        assertThat(reply).doesNotContain("Exception").doesNotContain("CANARY");
    }

    /** The first line and more of what the server answers before it closes, or in two seconds. */
    private static String raw(String bytes) throws Exception {
        try (Socket socket = new Socket(api.base.getHost(), api.base.getPort())) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            byte[] reply = new byte[4_096];
            int read = socket.getInputStream().read(reply);
            return read < 0 ? "closed" : new String(reply, 0, read, StandardCharsets.UTF_8);
        }
    }

    private static void check(HttpResponse<String> reply, int status, @Nullable String code) throws Exception {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        JsonNode error = JSON.readTree(reply.body());
        assertThat(error.path("error").path("message").asText()).isNotBlank();
        assertThat(error.path("error").path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("error").has("param")).isTrue();
        assertThat(error.has("seen") && error.has("allowed")).isTrue();
        if (code != null) {
            assertThat(error.path("error").path("code").asText()).isEqualTo(code);
        }
        assertThat(reply.body()).doesNotContain("CANARY").doesNotContain("Exception");
    }
}
