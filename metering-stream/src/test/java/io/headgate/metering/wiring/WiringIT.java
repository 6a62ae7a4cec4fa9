package io.headgate.metering.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.deploy.embedded.ServerDirectory;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.AttemptFixture;
import io.headgate.metering.BooksReader;
import io.headgate.metering.Installation;
import io.headgate.metering.MeteringStream;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Detection;
import io.headgate.schemas.catalog.Metering;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.message.Attempt;
import io.micronaut.context.ApplicationContext;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class WiringIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Catalogue CATALOGUE = new Catalogue(
            new CatalogRevision(1),
            new Defaults(null, List.of(), null, Duration.ofMinutes(1), 1_000, 10_000),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            new Metering(Installation.TAGS),
            Map.of(),
            Detection.NONE);

    @Test
    void contextStartsAndBooks_whenPostgresComesLater() throws Exception {
        try (ServerDirectory directory = ServerDirectory.temporary();
                EmbeddedDatabase database = new EmbeddedDatabase(directory, 0)) {
            database.start();
            String prefix = TestServers.freshPrefix(WiringIT.class);
            try (Installation installation = new Installation(
                            TestServers.shared().bootstrapServers(),
                            prefix,
                            database.jdbcUrl(),
                            EmbeddedDatabase.USER,
                            EmbeddedDatabase.PASSWORD)
                    .createTopics()) {
                database.stop();
                List<Attempt> attempts = AttemptFixture.some(100, 1);
                installation.publish(attempts);

                try (ApplicationContext context = context(installation, database)) {
                    assertThat(health(context).getStatus()).isEqualTo(HealthStatus.DOWN);
                    database.start();
                    await().atMost(LONG)
                            .ignoreExceptions()
                            .untilAsserted(() -> assertThat(BooksReader.rollups(installation.pool()))
                                    .isEqualTo(BooksReader.log(attempts)));
                    await().atMost(LONG).until(() -> health(context).getStatus(), HealthStatus.UP::equals);
                    assertThat(health(context).getName()).isEqualTo("metering");
                    await().atMost(LONG)
                            .until(
                                    () -> health(context).getDetails().toString(),
                                    told -> told.contains("alerts={looked=2"));
                    assertThat(health(context).getDetails().toString())
                            .contains("ledger " + prefix + "attempts-0", "rollup " + prefix + "increments-0");
                }
            }
        }
    }

    @Test
    void thereAreNoBeans_whenTheRoleIsOff() {
        try (ApplicationContext context = ApplicationContext.run()) {
            assertThat(context.containsBean(MeteringStream.class)).isFalse();
        }
    }

    private static ApplicationContext context(Installation installation, EmbeddedDatabase database) {
        return ApplicationContext.builder(Map.of(
                        "headgate.roles.metering", "true",
                        "headgate.metering.emit-every", "200ms",
                        "headgate.metering.orphans.state-dir",
                                Installation.orphans().stateDir().toString(),
                        "headgate.metering.retry-up-to", "500ms",
                        "datasources.default.url", database.jdbcUrl(),
                        "datasources.default.username", EmbeddedDatabase.USER,
                        "datasources.default.password", EmbeddedDatabase.PASSWORD,
                        "datasources.default.driver-class-name", "org.postgresql.Driver",
                        "datasources.default.connection-timeout", "1000",
                        "datasources.default.initialization-fail-timeout", "-1"))
                .singletons(installation.kafka(), Installation.CODECS, CatalogSource.fixed(CATALOGUE))
                .start();
    }

    private static HealthResult health(ApplicationContext context) {
        return first(context.getBean(MeteringHealth.class).getResult());
    }

    private static <T> T first(Publisher<T> publisher) {
        CompletableFuture<T> first = new CompletableFuture<>();
        publisher.subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(T value) {
                first.complete(value);
            }

            @Override
            public void onError(Throwable failure) {
                first.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                first.completeExceptionally(new IllegalStateException("no value"));
            }
        });
        return first.join();
    }
}
