package io.headgate.worker.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.WorkerConfig;
import io.micronaut.context.ApplicationContext;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import java.util.HashMap;
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
