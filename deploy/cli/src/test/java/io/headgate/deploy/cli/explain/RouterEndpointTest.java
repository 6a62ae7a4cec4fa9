package io.headgate.deploy.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as it is told. */
class RouterEndpointTest {
    private static final Map<String, String> ACME = Map.of("headgate-tenant", "acme");

    private HttpServer server;
    private RouterEndpoint router;
    private int status = 200;
    private String reply = "";
    private String asked = "";
    private @Nullable String shown;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked = "%s %s of %s: %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("headgate-tenant"),
                            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            shown = exchange.getRequestHeaders().getFirst("authorization");
            byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        router = new RouterEndpoint(
                URI.create("http://localhost:" + server.getAddress().getPort()), Optional.of("hg_key"));
    }

    @Test
    void theKeyIsShown_andWhereItIsNotGoodThatIsSaid() {
        status = 401;
        reply = """
                {"error":{"message":"Incorrect API key provided.","type":"invalid_request_error","code":"invalid_api_key"}}""";
        assertThatThrownBy(() -> router.explain(ACME, "{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(OptionError.class)
                .hasMessageContaining("Incorrect API key provided.")
                .hasMessageContaining("HEADGATE_API_KEY")
                .hasMessageNotContaining("hg_key");
        assertThat(shown).isEqualTo("Bearer hg_key");
    }

    @AfterEach
    void stop() {
        router.close();
        server.stop(0);
    }

    @Test
    void theRouterIsAsked_asWhoSubmitsWouldAsk_andSaysWhatItDidNotAsk() throws Exception {
        reply = """
                {"tenant":"acme","alias":"chat","strategy":"cheapest","catalog_revision":7,"needs":{"input_tokens":12},
                 "chosen":{"provider":"p","endpoint":"e","catalog_model":"m",
                           "reservation":{"amount":{"amount":"0.01","currency":"USD"}}},
                 "waits":{"catalog_model":"cheap","until":"2026-11-25T12:00:00Z"},"not_asked":["limits"],
                 "considered":[{"provider":"p","endpoint":"e","catalog_model":"m","expected_cost":null,
                                "score":0.5,"passed_over":null,"health":{"expected_wait_ms":30}}]}""";
        Answer answer = router.explain(ACME, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(asked).isEqualTo("POST /v1/route/explain of acme: {}");
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Routed.class,
                        routed -> assertThat(routed.served()).isTrue());
        assertThat(ExplainedText.of(answer))
                .contains("chat of acme, strategy cheapest, catalogue revision 7", "unpriced", "30 ms")
                .contains("→ m at p/e, at most 0.01 USD; its slack would let it wait for cheap until")
                .endsWith("not asked: limits\n");
    }

    @Test
    void aReplacement_isShownBesideThePinnedModel() throws Exception {
        reply = """
                {"chosen":null,"considered":[],"canary":{"share_percent":5.0,"stopped":"it fails",
                 "pinned":{"catalog_model":"old","attempts":20,"error_percent":1.0,"typical_ms":900},
                 "replacement":{"catalog_model":"new","attempts":10,"error_percent":40.0,"mean_cost":0.002,"currency":"EUR"}}}""";
        assertThat(ExplainedText.of(router.explain(ACME, new byte[0])))
                .contains(
                        "old", "900 ms", "40.0 %", "0.002000 EUR", "canary: stopped: it fails", "nobody can serve it");
    }

    @Test
    void whatWouldNotBeTakenIn_isToldAsTheRouterTellsIt() throws Exception {
        status = 404;
        reply = """
                {"error":{"message":"no such alias","type":"invalid_request_error","param":"model","code":"unknown_alias"},
                 "seen":"chatt","allowed":"chat"}""";
        assertThat(router.explain(ACME, new byte[0]))
                .isEqualTo(new Answer.Refused("unknown_alias", "no such alias", "model", "chat"));
    }

    @Test
    void whoIsNoRouter_isNamed_withWhatItSaid() {
        status = 503;
        reply = """
                {"error":{"message":"The router has not started yet.","code":"router_starting"}}""";
        assertThatThrownBy(() -> router.explain(ACME, new byte[0]))
                .isInstanceOf(OptionError.class)
                .hasMessageContaining("status 503 (The router has not started yet.)");
        status = 200;
        reply = "<html>something else</html>";
        assertThatThrownBy(() -> router.explain(ACME, new byte[0])).hasMessageContaining("No router answers at");
    }

    @Test
    void whereNobodyListens_itIsSaidWhatToDo() {
        server.stop(0);
        assertThatThrownBy(() -> router.explain(ACME, new byte[0]))
                .isInstanceOf(OptionError.class)
                .hasMessageContaining("--api");
    }
}
