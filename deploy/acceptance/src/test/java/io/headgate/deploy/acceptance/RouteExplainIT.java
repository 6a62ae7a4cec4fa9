package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/route/explain} on the port of everything else: it knows what the router knows, and sends nothing. */
class RouteExplainIT {
    private final World world = World.shared();

    @Test
    void toldWhoWouldAnswer_andHowTheyFare_andNothingIsSent() {
        String id = "explained-" + UUID.randomUUID();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            // A served request is what health is made of.
            String served = UUID.randomUUID().toString();
            world.requests()
                    .publish(
                            null,
                            PlainClientIT.chat("fast-text", "x"),
                            Map.of("headgate-tenant", "acme", "headgate-id", served));
            JsonNode told = Json.read(explain(id, "fast-text").body());
            assertThat(told.path("chosen").path("provider").asText()).isEqualTo("sim");
            assertThat(told.path("considered")).isNotEmpty();
            assertThat(told.path("considered")
                            .path(0)
                            .path("health")
                            .path("recent_attempts")
                            .asInt())
                    .isPositive();
        });
        assertThat(world.results().read(read -> id.equals(read.key()))).isEmpty();
        assertThat(world.topic(world.names().admissions()).read(read -> new String(read.value()).contains(id)))
                .isEmpty();
    }

    @Test
    void refusedAsSubmittingWouldRefuse() throws Exception {
        // A router that has just begun says so first.
        HttpResponse<byte[]> reply = await().atMost(Duration.ofSeconds(30))
                .until(() -> explain("x", "fast-txt"), told -> told.statusCode() != 503);
        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(Json.read(reply.body()).path("error").path("code").asText()).isEqualTo("unknown_alias");
    }

    private HttpResponse<byte[]> explain(String id, String alias) throws IOException, InterruptedException {
        HttpRequest request = world.request("/v1/route/explain")
                .header("headgate-tenant", "acme")
                .header("headgate-id", id)
                .POST(HttpRequest.BodyPublishers.ofByteArray(PlainClientIT.chat(alias, "hello")))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
