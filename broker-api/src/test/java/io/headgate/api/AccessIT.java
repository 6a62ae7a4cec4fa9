package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.api.access.KeyDesk;
import io.headgate.api.access.KeyRole;
import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.process.StartRefusedException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, tenants and the log of who changed them, on real servers and over two processes. */
class AccessIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BODY = TestApi.BODY;
    private static KeyedApis apis;
    private static String admin = "";

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        apis = KeyedApis.start(AccessIT.class, directory);
        admin = apis.one
                .bean(KeyDesk.class)
                .bootstrap(KeyedApis.SETUP)
                .orElseThrow()
                .key()
                .text();
    }

    @AfterAll
    static void stop() {
        apis.close();
    }

    @Test
    void theFirstAdministratorIsMadeOnce() {
        assertThat(apis.other.bean(KeyDesk.class).bootstrap(KeyedApis.SETUP)).isEmpty();
    }

    @Test
    void aKeyIsMadeOverHttp_usedAtOnceEverywhere_andRevokedEverywhereWithinFiveSeconds() throws Exception {
        HttpResponse<String> made = apis.send(
                apis.one,
                "POST",
                "/v1/admin/keys",
                admin,
                "{\"label\":\"search\",\"role\":\"client\",\"tenant\":\"acme\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String key = JSON.readTree(made.body()).path("key").asText();
        String id = JSON.readTree(made.body()).path("id").asText();
        for (TestApi api : List.of(apis.one, apis.other)) {
            assertThat(apis.send(api, "POST", "/v1/requests", key, BODY).statusCode())
                    .isEqualTo(202);
        }
        HttpResponse<String> known = apis.send("GET", "/v1/admin/keys/" + id, admin);
        assertThat(known.body()).contains("\"state\":\"valid\"").doesNotContain(key, "mac");

        HttpResponse<String> revoked = apis.send("DELETE", "/v1/admin/keys/" + id, admin);

        assertThat(revoked.body()).contains("\"state\":\"revoked\"");
        assertThat(apis.send("POST", "/v1/requests", key).statusCode()).isEqualTo(401);
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(apis.send(apis.other, "POST", "/v1/requests", key, BODY)
                                .statusCode())
                        .isEqualTo(401));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                apis.send("GET", "/v1/admin/keys/" + id, admin).body())
                        .contains("last_used_at"));
    }

    @Test
    void twoKeysAreGoodWhileOneReplacesTheOther() throws Exception {
        String old = apis.key(KeyRole.CLIENT, "acme", null);
        HttpResponse<String> rotated = apis.send(
                apis.one,
                "POST",
                "/v1/admin/keys/" + old.substring(3, 15) + "/rotate",
                admin,
                "{\"old_expires_at\":\"PT1H\"}");
        assertThat(rotated.statusCode()).as(rotated.body()).isEqualTo(201);
        String fresh = JSON.readTree(rotated.body()).path("key").asText();

        for (String key : List.of(old, fresh)) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(apis.send("GET", "/v1/requests/none-such", key)
                                    .statusCode())
                            .isEqualTo(404));
        }
    }

    @Test
    void keysAreListedByPage_andByTenant() throws Exception {
        for (int i = 0; i < 3; i++) {
            apis.key(KeyRole.READER, "globex", null);
        }
        JsonNode first = JSON.readTree(
                apis.send("GET", "/v1/admin/keys?tenant=globex&limit=2", admin).body());
        JsonNode second = JSON.readTree(apis.send(
                        "GET",
                        "/v1/admin/keys?tenant=globex&limit=2&after="
                                + first.path("last_id").asText(),
                        admin)
                .body());

        assertThat(first.path("data")).hasSize(2);
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(second.path("data").size()).isPositive();
        assertThat(second.path("first_id").asText())
                .isGreaterThan(first.path("last_id").asText());
        assertThat(first.path("data"))
                .allMatch(key -> key.path("tenant").asText().equals("globex"));
        assertThat(apis.send("GET", "/v1/admin/keys?limit=0", admin).statusCode())
                .isEqualTo(400);
        assertThat(apis.send("GET", "/v1/admin/keys?after=x'", admin).statusCode())
                .isEqualTo(400);
    }

    @Test
    void everyTenantSeesItsOwnAlone() throws Exception {
        List<String> tenants = List.of("acme", "globex");
        for (String tenant : tenants) {
            RequestKey key = Samples.key(tenant, "of-" + tenant);
            apis.topics.write(
                    apis.one.kafka.topics().results(),
                    key.request().value(),
                    apis.one.codecs.result().encode(Samples.completed(key, "{\"canary\":\"" + tenant + "\"}")));
        }
        for (String asking : tenants) {
            String key = apis.key(KeyRole.CLIENT, asking, null);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(apis.send("GET", "/v1/requests/of-" + asking, key)
                                    .body())
                            .contains("\"canary\":\"" + asking + "\""));
            for (String asked :
                    tenants.stream().filter(it -> !it.equals(asking)).toList()) {
                String path = "/v1/requests/of-" + asked;
                assertThat(apis.send("GET", path, key).body())
                        .isEqualTo(
                                apis.send("GET", "/v1/requests/of-nobody", key).body())
                        .contains("not_found");
                assertThat(apis.send("GET", path + "?tenant=" + asked, key))
                        .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(403))
                        .satisfies(reply -> assertThat(reply.body()).contains("tenant_mismatch"));
                assertThat(apis.send("GET", path, key, "headgate-tenant", asked).statusCode())
                        .isEqualTo(403);
                assertThat(apis.send(apis.one, "POST", path + "/feedback", key, "{\"score\":1}")
                                .statusCode())
                        .isEqualTo(404);
                HttpResponse<String> submitted = apis.send(
                        apis.one,
                        "POST",
                        "/v1/requests",
                        key,
                        "{\"headgate\":{\"tenant\":\"%s\"},\"body\":%s}".formatted(asked, BODY));
                assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(400);
            }
        }
    }

    @Test
    void settingsAreSet_changed_limitedByProject_andTakenBack() throws Exception {
        String path = "/v1/admin/tenants/globex";
        assertThat(apis.send("GET", path, admin).body()).contains("\"state\":\"catalogue\"");
        HttpResponse<String> set = apis.send(apis.one, "PUT", path, admin, "{\"weight\":3}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        String limits = "[{\"measure\":\"requests\",\"window\":\"minute\",\"amount\":10}]";
        HttpResponse<String> changed = apis.send(apis.one, "PATCH", path, admin, "{\"limits\":" + limits + "}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        HttpResponse<String> project =
                apis.send(apis.one, "PUT", path + "/projects/search", admin, "{\"limits\":" + limits + "}");
        assertThat(project.statusCode()).as(project.body()).isEqualTo(200);

        JsonNode settings = JSON.readTree(apis.send("GET", path, admin).body()).path("settings");
        assertThat(settings.path("weight").asInt()).isEqualTo(3);
        assertThat(settings.path("limits").path(0).path("amount").asText()).isEqualTo("10");
        assertThat(apis.send("GET", path + "/projects", admin).body()).contains("\"id\":\"search\"");
        assertThat(apis.send("DELETE", path + "/projects/search", admin).statusCode())
                .isEqualTo(200);
        HttpResponse<String> wrong = apis.send(apis.one, "PATCH", path, admin, "{\"tier\":\"none-such\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("invalid_settings", "none-such");
        assertThat(apis.send("DELETE", path, admin).statusCode()).isEqualTo(204);
        assertThat(apis.send("DELETE", path, admin).statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(apis.send("GET", "/v1/admin/audit?tenant=globex", admin)
                                .body())
                        .path("data"))
                .map(row -> row.path("action").asText())
                .startsWith("tenant.unset", "tenant.set", "tenant.set", "tenant.set", "tenant.set");
    }

    @Test
    void theLogSaysWhoDidWhat_andNoSecret_andIsNotRewritten() throws Exception {
        String key = apis.key(KeyRole.CLIENT, "acme", null);
        apis.send("DELETE", "/v1/admin/keys/" + key.substring(3, 15), admin);

        HttpResponse<String> log = apis.send("GET", "/v1/admin/audit?tenant=acme&limit=1", admin);

        JsonNode row = JSON.readTree(log.body()).path("data").path(0);
        assertThat(row.path("action").asText()).isEqualTo("key.revoke");
        assertThat(row.path("actor").asText()).isEqualTo(admin.substring(3, 15));
        assertThat(row.path("via").asText()).isEqualTo("http");
        assertThat(row.path("before").path("state").asText()).isEqualTo("valid");
        assertThat(row.path("after").path("state").asText()).isEqualTo("revoked");
        assertThat(log.body()).doesNotContain(key.substring(16), "mac");
        try (var connection = DriverManager.getConnection(
                        apis.one.jdbcUrl, EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DELETE FROM admin_audit"))
                    .hasMessageContaining("added, never changed");
        }
    }

    @Test
    void whatIsNowhereIsToldToWhoIsKnown_andProbesAreForAll() throws Exception {
        String key = apis.key(KeyRole.CLIENT, "acme", null);

        assertThat(apis.send("GET", "/v1/nothing", null).statusCode()).isEqualTo(401);
        assertThat(apis.send("GET", "/v1/nothing", key).statusCode()).isEqualTo(404);
        assertThat(apis.send("PUT", "/v1/requests", key).statusCode()).isEqualTo(405);
        assertThat(apis.send("GET", "/health/liveness", null).statusCode()).isEqualTo(200);
        assertThat(apis.send("GET", "/v1/catalog", null, "authorization", "Basic " + key)
                        .statusCode())
                .isEqualTo(401);
        assertThat(apis.send("GET", "/v1/catalog?api_key=" + key, null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aProcessThatCouldLetNobodyIn_orEverybodyFromEverywhere_doesNotStart() {
        assertRefused(
                Map.of("headgate.api.open", "false", "headgate.api.key-pepper", "env:NO_SUCH_PEPPER"),
                "NO_SUCH_PEPPER");
        assertRefused(Map.of("headgate.api.open", "true", "micronaut.server.host", "0.0.0.0"), "loopback");
    }

    private static void assertRefused(Map<String, String> settings, String why) {
        assertThatThrownBy(() -> new TestApi(
                                TestServers.shared().bootstrapServers(), "refused-", apis.one.jdbcUrl, settings)
                        .close())
                .satisfies(thrown -> assertThat(cause(thrown))
                        .hasValueSatisfying(refused -> assertThat(refused).hasMessageContaining(why)));
    }

    private static Optional<StartRefusedException> cause(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefusedException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }
}
