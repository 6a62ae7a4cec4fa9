package io.headgate.worker.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.ProcessDefaults;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.Samples;
import io.headgate.worker.WorkerConfig;
import io.micronaut.context.ApplicationContext;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class WorkerServiceTest {
    @Test
    void defaultsAreThoseOfTheConfig() {
        try (ApplicationContext context = context(Map.of("headgate.roles.worker", "true"))) {
            assertThat(context.getBean(WorkerProperties.class).toConfig()).isEqualTo(WorkerConfig.named("local"));
        }
    }

    @Test
    void isDown_beforeTheFirstCatalogue() {
        try (ApplicationContext context = context(Map.of("headgate.roles.worker", "true"))) {
            HealthResult health = Objects.requireNonNull(
                    Mono.from(context.getBean(WorkerHealth.class).getResult()).block());
            assertThat(health.getName()).isEqualTo("worker");
            assertThat(health.getStatus()).isEqualTo(HealthStatus.DOWN);
        }
    }

    @Test
    void healthTellsOfEveryTarget() {
        Map<String, Object> details =
                WorkerHealth.details(WorkerMetricsTest.state(List.of(WorkerMetricsTest.figures(Samples.TARGET))));

        assertThat(details)
                .containsEntry("cancels", "known")
                .extracting("providers")
                .extracting("sim")
                .hasToString(
                        "{loop=taking work, targets={main/sim-small={breaker=open, contract_violations=1 of 7 answers, in_flight=3, limit=10, "
                                + "paused_until=2026-11-20T10:00:01.500Z, requests_left=12, waiting=4}}, unread=55}");
    }

    @Test
    void metricsAreServedWhereHealthIs_andOnLoopback() throws Exception {
        Map<String, Object> properties = new HashMap<>(ProcessDefaults.properties());
        properties.keySet().removeIf(name -> name.startsWith("datasources."));
        properties.put("headgate.roles.worker", "true");
        properties.put("micronaut.server.port", -1);
        try (ApplicationContext context = context(properties)) {
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            assertThat(server.getHost()).isEqualTo("127.0.0.1");
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(server.getURI().resolve("/prometheus"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("headgate_worker_cancels_remembered")
                    .contains("headgate_worker_intents_waiting")
                    .contains("jvm_memory_used_bytes")
                    .doesNotContain("http_server_requests")
                    .doesNotContain("logback_events");
        }
    }

    @Test
    void startsWithoutMetrics_whenTheyAreSwitchedOff() {
        try (ApplicationContext context =
                context(Map.of("headgate.roles.worker", "true", "micronaut.metrics.enabled", false))) {
            assertThat(context.containsBean(WorkerMeters.class)).isFalse();
            assertThat(context.getBean(WorkerService.class).state().ready()).isFalse();
        }
    }

    @Test
    void hasNoBeans_whenTheRoleIsNotThere() {
        try (ApplicationContext context = context(Map.of())) {
            assertThat(context.containsBean(WorkerService.class)).isFalse();
            assertThat(context.containsBean(WorkerHealth.class)).isFalse();
        }
    }

    private static ApplicationContext context(Map<String, Object> properties) {
        AtomicReference<Consumer<Catalogue>> listener = new AtomicReference<>();
        CatalogSource silent = new CatalogSource() {
            @Override
            public Catalogue current() {
                throw new IllegalStateException("none yet");
            }

            @Override
            public void subscribe(Consumer<Catalogue> subscriber) {
                listener.set(subscriber);
            }
        };
        return ApplicationContext.builder()
                .properties(new HashMap<>(properties))
                .singletons(
                        new KafkaConnection("localhost:1", Map.of(), new TopicNames("t.")),
                        AvroCodecs.singleObject(),
                        silent)
                .build()
                .start();
    }
}
