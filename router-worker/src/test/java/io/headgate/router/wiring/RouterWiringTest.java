package io.headgate.router.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.RouterConfig;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import io.micronaut.context.ApplicationContext;
import io.micronaut.health.HealthStatus;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RouterWiringTest {
    @Test
    void noBeans_withoutTheRole() {
        try (ApplicationContext context = context(Map.of())) {
            assertThat(context.containsBean(RouterService.class)).isFalse();
            assertThat(context.containsBean(RouterProperties.class)).isFalse();
        }
    }

    @Test
    void defaultsAreThoseOfTheConfig_andWaitingForACatalogueIsDown() {
        try (ApplicationContext context = context(Map.of("headgate.roles.router", "true"))) {
            assertThat(context.getBean(RouterProperties.class).toConfig())
                    .isEqualTo(RouterConfig.defaults(Path.of("data/router")));
            assertThat(Mono.from(context.getBean(RouterHealth.class).getResult())
                            .blockOptional())
                    .hasValueSatisfying(health -> {
                        assertThat(health.getName()).isEqualTo("router");
                        assertThat(health.getStatus()).isEqualTo(HealthStatus.DOWN);
                    });
        }
    }

    @Test
    void explainIsServed_andBeforeTheStartItSaysSo() throws Exception {
        Map<String, Object> properties = Map.of("headgate.roles.router", "true", "micronaut.server.port", "-1");
        try (ApplicationContext context = context(properties);
                EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(server.getURI().resolve("/v1/route/explain"))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .header("content-type", "application/json")
                    .build();
            HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(reply.statusCode()).isEqualTo(503);
            assertThat(reply.body()).contains("\"code\":\"router_starting\"", "\"type\":\"server_error\"");
        }
    }

    @Test
    void propertiesAreRead() {
        Map<String, Object> properties = Map.of(
                "headgate.roles.router", "true",
                "headgate.router.state-dir", "/var/lib/headgate",
                "headgate.router.threads", "4",
                "headgate.router.standby-replicas", "1",
                "headgate.router.commit-interval", "20ms",
                "headgate.router.idempotency-window", "48h",
                "headgate.router.max-record-bytes", "2000000",
                "headgate.router.topic-discovery", "30s");
        try (ApplicationContext context = context(properties)) {
            assertThat(context.getBean(RouterProperties.class).toConfig())
                    .isEqualTo(new RouterConfig(
                            Path.of("/var/lib/headgate"),
                            4,
                            1,
                            Duration.ofMillis(20),
                            Duration.ofHours(48),
                            2_000_000,
                            Duration.ofSeconds(30)));
        }
    }

    private static ApplicationContext context(Map<String, Object> properties) {
        ApplicationContext context = ApplicationContext.builder()
                .properties(properties)
                .deduceEnvironment(false)
                .build();
        context.registerSingleton(
                KafkaConnection.class, new KafkaConnection("unused:1", Map.of(), new TopicNames("headgate.")));
        context.registerSingleton(Codecs.class, AvroCodecs.singleObject());
        context.registerSingleton(CatalogSource.class, new NeverComes());
        return context.start();
    }

    /** A source that has no catalogue yet. */
    private static final class NeverComes implements CatalogSource {
        @Override
        public Catalogue current() {
            throw new IllegalStateException("no catalogue yet");
        }

        @Override
        public void subscribe(Consumer<Catalogue> listener) {
            // Nothing to tell.
        }
    }
}
