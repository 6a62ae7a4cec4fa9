package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.schemas.catalog.publish.Publication;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A running Headgate takes up a new catalogue, and keeps the last good one. */
class CatalogSwapIT {
    private final World world = World.shared();

    @Test
    void aNewAliasIsServedWithoutARestart_andABrokenCatalogueIsRefused() {
        String further = "  swapped-text: {candidates: [{model: sim-1}]}";
        assertThat(world.standalone.publish(Catalogs.with(world.simulator.baseUrl("sim"), further), "acceptance"))
                .isInstanceOf(Publication.Published.class);
        assertThat(world.standalone.publish("routes: {x: {candidates: [{model: nothing}]}}", "acceptance"))
                .isInstanceOf(Publication.Refused.class);

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    String id = UUID.randomUUID().toString();
                    world.requests()
                            .publish(
                                    null,
                                    PlainClientIT.chat("swapped-text", "x"),
                                    Map.of("headgate-tenant", "acme", "headgate-id", id));
                    return await()
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> world.results().read(read -> id.equals(read.key())), found -> !found.isEmpty())
                            .stream()
                            .anyMatch(read -> Json.read(read.value())
                                    .path("status")
                                    .asText()
                                    .equals("completed"));
                });
    }
}
