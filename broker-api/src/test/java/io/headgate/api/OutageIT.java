package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.EmbeddedBroker;
import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.deploy.embedded.ServerDirectory;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OutageIT {
    private static final String PREFIX = "outage.";
    private static ServerDirectory brokerHome;
    private static ServerDirectory databaseHome;
    private static EmbeddedBroker broker;
    private static EmbeddedDatabase database;
    private static TestApi api;

    @BeforeAll
    static void start() throws Exception {
        brokerHome = ServerDirectory.temporary();
        databaseHome = ServerDirectory.temporary();
        broker = new EmbeddedBroker(brokerHome, 0);
        database = new EmbeddedDatabase(databaseHome, 0);
        broker.start();
        database.start();
        TestApi.createTopics(broker.bootstrapServers(), PREFIX);
        api = new TestApi(broker.bootstrapServers(), PREFIX, database.jdbcUrl());
    }

    @AfterAll
    static void stop() {
        api.close();
        database.close();
        broker.close();
        databaseHome.close();
        brokerHome.close();
    }

    @Test
    void says503QuicklyAndRecovers_whenTheBrokerIsAway() throws Exception {
        assertThat(api.post(TestApi.BODY, "headgate-tenant", "acme").statusCode())
                .isEqualTo(202);
        broker.stop();

        Instant before = Instant.now();
        HttpResponse<String> refused = api.post(TestApi.BODY, "headgate-tenant", "acme", "headgate-id", "b-1");

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(6));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(refused.body()).contains("\"type\":\"server_error\"");
        assertThat(api.get("/health/readiness").statusCode()).isEqualTo(503);
        assertThat(api.get("/health/liveness").statusCode()).isEqualTo(200);

        broker.start();
        await().atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> api.post(TestApi.BODY, "headgate-tenant", "acme", "headgate-id", "b-1")
                                .statusCode(),
                        status -> status == 202);
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> api.get("/v1/requests/b-1?tenant=acme").statusCode(), status -> status == 200);
    }

    @Test
    void takesRequestsInAndCatchesUp_whenPostgresIsAway() throws Exception {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> api.post(TestApi.BODY, "headgate-tenant", "acme").statusCode(), status -> status == 202);
        database.stop();

        assertThat(api.post(TestApi.BODY, "headgate-tenant", "acme", "headgate-id", "p-1")
                        .statusCode())
                .isEqualTo(202);
        HttpResponse<String> lookup = api.get("/v1/requests/p-1?tenant=acme");
        assertThat(lookup.statusCode()).as(lookup.body()).isEqualTo(503);
        assertThat(lookup.body()).contains("index_unavailable");
        assertThat(api.get("/v1/catalog").statusCode()).isEqualTo(200);
        await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
            HttpResponse<String> health = api.manage("/health/readiness");
            assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
            assertThat(health.body()).contains("DEGRADED").contains("cannot write to Postgres");
        });

        database.start();
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> api.get("/v1/requests/p-1?tenant=acme").statusCode(), status -> status == 200);
    }

    @Test
    void says503_whenThereIsNoCatalogue() throws Exception {
        api.catalogue.set(null);
        try {
            HttpResponse<String> refused = api.post(TestApi.BODY, "headgate-tenant", "acme");

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("no catalogue");
            assertThat(api.get("/v1/catalog").statusCode()).isEqualTo(503);
            assertThat(api.get("/health/readiness").statusCode()).isEqualTo(503);
        } finally {
            api.catalogue.set(TestCatalogue.create());
        }
    }
}
