package io.headgate.deploy.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpServer;
import io.headgate.deploy.cli.Headgate;
import io.headgate.deploy.cli.LocalHeadgate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers as it is told. */
class ReplayCommandTest {
    private static final String PLAN = """
            {"object":"replay.plan","count":1200,"by_code":{"provider_timeout":1200},"by_provider":{"alpha":1200},
             "by_alias":{"text":1200},"left_out":{"answered":3,"failed_again":0,"gone":7,"broken":0,"unroutable":0},
             "estimate":{"estimate":true,"at_most":[{"amount":"1.25","currency":"USD"}],"unpriced":4,
                         "input_tokens":5000,"output_tokens_at_most":9000,"usual_output_tokens":800}}""";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Deque<String> replies = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private JsonNode ordered = MissingNode.getInstance();
    private int status = 200;

    @TempDir
    private Path here = Path.of(".");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add("%s %s of %s by %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("headgate-tenant"),
                            exchange.getRequestHeaders().getFirst("authorization")));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!body.isEmpty()) {
                ordered = new ObjectMapper().readTree(body);
            }
            byte[] bytes = replies.remove().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        LocalHeadgate.leave(
                here, URI.create("http://localhost:" + server.getAddress().getPort()), "key-1");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void itSaysWhatItWouldDo_andDoesNothing() {
        replies.add(PLAN);

        assertThat(replay(
                        "--code", "provider_timeout", "--tag", "project=x", "--since", "2026-11-20", "--batch", "b-1"))
                .as(err.toString())
                .isZero();

        assertThat(asked).containsExactly("POST /v1/replays of acme by Bearer key-1");
        assertThat(ordered.path("execute").asBoolean(true)).isFalse();
        assertThat(ordered.path("filter").path("codes").path(0).asText()).isEqualTo("provider_timeout");
        assertThat(ordered.path("filter").path("tags").path("project").asText()).isEqualTo("x");
        assertThat(ordered.path("filter").path("batch").asText()).isEqualTo("b-1");
        assertThat(ordered.path("filter").path("since").asText()).isEqualTo("2026-11-20T00:00:00Z");
        assertThat(out.toString())
                .contains("1,200 requests would be sent", "provider_timeout")
                .contains("at most 1.25 USD, and 4 requests without a known price", "800 are usual")
                .contains("Left out: 3 that a replay has answered since", "Left out: 7 that the topic keeps no more")
                .endsWith("Nothing was sent; --execute does it." + System.lineSeparator());
    }

    @Test
    void itIsFollowedToItsEnd_whenExecuted() {
        replies.add("{\"object\":\"replay\",\"id\":\"replay_1\",\"plan\":%s}".formatted(PLAN));
        replies.add(progress("running", 1, 0, 0));
        replies.add(progress("completed", 2, 1, 0));
        replies.add(progress("completed", 2, 2, 0));

        assertThat(replay("--request", "r-1", "--alias", "deep", "--to-provider", "beta", "--execute"))
                .as(err.toString())
                .isZero();

        assertThat(ordered.path("execute").asBoolean()).isTrue();
        assertThat(ordered.path("overrides").path("alias").asText()).isEqualTo("deep");
        assertThat(ordered.path("overrides").path("provider").asText()).isEqualTo("beta");
        assertThat(asked).hasSize(4).last().isEqualTo("GET /v1/replays/replay_1 of acme by Bearer key-1");
        assertThat(out.toString())
                .contains("replay_1 running: 1 of 2 sent", "replay_1 completed: 2 of 2 sent, 2 completed, 0 failed")
                .contains("Cost of what completed: 0.5 USD");
    }

    @Test
    void theExitCodeSaysThatSomeFailedAgain() {
        replies.add("{\"object\":\"replay\",\"id\":\"replay_1\",\"plan\":%s}".formatted(PLAN));
        replies.add(progress("completed", 2, 1, 1));

        assertThat(replay("--request", "r-1", "--execute")).isEqualTo(1);
    }

    @Test
    void aRefusalIsToldAsTheApiTellsIt() {
        status = 404;
        replies.add("""
                {"error":{"message":"tenant 'acme' cannot use alias 'depp'","param":"overrides.alias","code":"unknown_alias"},
                 "seen":"depp","allowed":"did you mean 'deep'?"}""");

        assertThat(replay("--request", "r-1", "--alias", "depp")).isNotZero();

        assertThat(err.toString())
                .contains("cannot use alias 'depp' Field overrides.alias; seen depp; allowed did you mean 'deep'?");
    }

    @Test
    void whatIsMeantMustBeSaid() {
        assertThat(replay()).isNotZero();
        assertThat(replay("--since", "yesterday")).isNotZero();

        assertThat(asked).isEmpty();
        assertThat(err.toString()).contains("Say which requests are meant", "seen 'yesterday'", "PT2H");
    }

    private static String progress(String status, int sent, int completed, int failed) {
        return """
                {"object":"replay","id":"replay_1","status":"%s","counts":{"total":2,"sent":%d,"completed":%d,"failed":%d,
                 "refused":0,"gone":0,"costs":[{"amount":"0.5","currency":"USD"}],"unpriced":0}}""".formatted(status, sent, completed, failed);
    }

    private int replay(String... words) {
        List<String> all = new ArrayList<>(List.of("replay", "--tenant", "acme", "--data-dir", here.toString()));
        all.addAll(List.of(words));
        return Headgate.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
