package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.access.KeyRole;
import io.headgate.api.access.Scope;
import io.headgate.api.http.access.RouteRule;
import io.headgate.api.http.access.RouteRules;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** All routes by all roles. The routes are the running server's: one that somebody adds is among them. */
class RoutesIT {
    /** Written here once more, by hand: what names its scope in one place may name a wrong one. */
    private static final Map<String, Scope> KNOWN = Map.ofEntries(
            Map.entry("POST /v1/requests", Scope.SUBMIT),
            Map.entry("GET /v1/requests/{id}", Scope.READ),
            Map.entry("POST /v1/requests/{id}/feedback", Scope.SUBMIT),
            Map.entry("POST /v1/replays", Scope.REPLAY),
            Map.entry("GET /v1/replays", Scope.READ),
            Map.entry("GET /v1/replays/{id}", Scope.READ),
            Map.entry("GET /v1/replays/{id}/requests", Scope.READ),
            Map.entry("POST /v1/replays/{id}/cancel", Scope.REPLAY),
            Map.entry("POST /v1/requests/bulk", Scope.SUBMIT),
            Map.entry("GET /v1/requests", Scope.READ),
            Map.entry("GET /v1/requests/{id}/events", Scope.READ),
            Map.entry("GET /v1/events", Scope.READ),
            Map.entry("DELETE /v1/requests/{id}", Scope.CANCEL),
            Map.entry("POST /v1/requests/{id}/cancel", Scope.CANCEL),
            Map.entry("POST /v1/webhooks", Scope.ADMIN),
            Map.entry("GET /v1/webhooks", Scope.READ),
            Map.entry("DELETE /v1/webhooks/{name}", Scope.ADMIN),
            Map.entry("POST /v1/webhooks/{name}/rotate", Scope.ADMIN),
            Map.entry("GET /v1/webhooks/deliveries", Scope.READ),
            Map.entry("POST /v1/webhooks/deliveries/{id}/replay", Scope.REPLAY),
            Map.entry("GET /v1/catalog", Scope.OPERATE),
            Map.entry("POST /v1/admin/keys", Scope.ADMIN),
            Map.entry("GET /v1/admin/keys", Scope.ADMIN),
            Map.entry("GET /v1/admin/keys/{id}", Scope.ADMIN),
            Map.entry("POST /v1/admin/keys/{id}/rotate", Scope.ADMIN),
            Map.entry("DELETE /v1/admin/keys/{id}", Scope.ADMIN),
            Map.entry("GET /v1/admin/tenants", Scope.ADMIN),
            Map.entry("GET /v1/admin/tenants/{tenant}", Scope.ADMIN),
            Map.entry("PUT /v1/admin/tenants/{tenant}", Scope.ADMIN),
            Map.entry("PATCH /v1/admin/tenants/{tenant}", Scope.ADMIN),
            Map.entry("DELETE /v1/admin/tenants/{tenant}", Scope.ADMIN),
            Map.entry("GET /v1/admin/tenants/{tenant}/projects", Scope.ADMIN),
            Map.entry("PUT /v1/admin/tenants/{tenant}/projects/{project}", Scope.ADMIN),
            Map.entry("DELETE /v1/admin/tenants/{tenant}/projects/{project}", Scope.ADMIN),
            Map.entry("GET /v1/admin/audit", Scope.ADMIN),
            Map.entry("POST /v1/chat/completions", Scope.SUBMIT),
            Map.entry("POST /v1/embeddings", Scope.SUBMIT),
            Map.entry("GET /v1/models", Scope.READ),
            Map.entry("GET /v1/models/{id:.+}", Scope.READ),
            Map.entry("POST /v1/files", Scope.SUBMIT),
            Map.entry("GET /v1/files", Scope.READ),
            Map.entry("GET /v1/files/{id}", Scope.READ),
            Map.entry("GET /v1/files/{id}/content", Scope.READ),
            Map.entry("DELETE /v1/files/{id}", Scope.SUBMIT),
            Map.entry("POST /v1/batches", Scope.SUBMIT),
            Map.entry("GET /v1/batches", Scope.READ),
            Map.entry("GET /v1/batches/{id}", Scope.READ),
            Map.entry("POST /v1/batches/{id}/cancel", Scope.CANCEL),
            Map.entry("POST /v1/batches/{id}/resubmit", Scope.REPLAY),
            Map.entry("DELETE /v1/data", Scope.ERASE));

    /** What everybody may have: whether it is there, and what it can do. */
    private static final Set<String> PUBLIC =
            Set.of("GET /openapi.json", "GET /docs", "GET /docs/{file}", "GET /health", "GET /health/{selector}");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Map<KeyRole, String> KEYS = new EnumMap<>(KeyRole.class);
    private static KeyedApis apis;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        apis = KeyedApis.start(RoutesIT.class, directory);
        for (KeyRole role : KeyRole.values()) {
            KEYS.put(role, apis.key(role, role == KeyRole.ADMIN ? null : "acme", null));
        }
    }

    @AfterAll
    static void stop() {
        apis.close();
    }

    /** Those on the management listener are not reached here: ManagementIT. */
    private static Map<String, UriRouteInfo<?, ?>> routes() {
        Map<String, UriRouteInfo<?, ?>> routes = new TreeMap<>();
        apis.one
                .bean(Router.class)
                .uriRoutes()
                .filter(route -> !route.getDeclaringType().isAnnotationPresent(Endpoint.class))
                .forEach(route -> routes.put(
                        route.getHttpMethodName() + " "
                                + route.getUriMatchTemplate().toPathString(),
                        route));
        return routes;
    }

    @Test
    void everyRouteIsWrittenDownHere_andNeedsWhatItShould() {
        assertThat(routes()).allSatisfy((name, route) -> {
            // Whoever may have a page may ask for its head.
            String known = name.replaceFirst("^HEAD ", "GET ");
            Scope scope = KNOWN.get(known);
            assertThat(scope != null || PUBLIC.contains(known))
                    .as("%s is not written down here: add what it should need", name)
                    .isTrue();
            assertThat(RouteRules.of(route))
                    .as(name)
                    .isEqualTo(scope == null ? new RouteRule.Public() : new RouteRule.Needs(scope));
        });
        assertThat(routes()).containsKeys(KNOWN.keySet().toArray(String[]::new));
    }

    @TestFactory
    Stream<DynamicTest> everyRouteAsksWhoIsThere_andLetsInWhoMay() {
        return routes().entrySet().stream()
                .map(route -> DynamicTest.dynamicTest(route.getKey(), () -> walk(route.getKey(), route.getValue())));
    }

    private static void walk(String name, UriRouteInfo<?, ?> route) throws Exception {
        if (!(RouteRules.of(route) instanceof RouteRule.Needs(Scope scope))) {
            assertThat(status(name, null).code()).as("%s by anybody", name).isNotIn(401, 403);
            return;
        }
        Reply nobody = status(name, null);
        assertThat(nobody.code()).as("%s by nobody", name).isEqualTo(401);
        assertThat(nobody.challenge()).startsWith("Bearer ");
        for (KeyRole role : KeyRole.values()) {
            Reply reply = status(name, KEYS.get(role));
            if (role.scopes().contains(scope)) {
                assertThat(reply.code())
                        .as("%s by %s: %s", name, role, reply.body())
                        .isNotIn(401, 403);
            } else {
                assertThat(reply.code()).as("%s by %s", name, role).isEqualTo(403);
                // A reply to HEAD has no body.
                if (!name.startsWith("HEAD ")) {
                    assertThat(reply.body())
                            .contains("\"code\":\"insufficient_scope\"", "\"allowed\":\"" + scope.wireName() + "\"");
                }
            }
        }
    }

    private record Reply(int code, String body, String challenge) {}

    private static final Reply ANSWERS_LATER = new Reply(200, "", "");

    private static Reply status(String route, @Nullable String key) throws Exception {
        String method = route.substring(0, route.indexOf(' '));
        String path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{[^}]*}", "x1");
        HttpRequest.Builder request = HttpRequest.newBuilder(apis.one.base.resolve(path))
                .timeout(Duration.ofSeconds(5))
                .header("content-type", "application/json")
                .method(
                        method,
                        method.equals("GET") || method.equals("HEAD") || method.equals("DELETE")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString("{}"));
        if (key != null) {
            request.header("authorization", "Bearer " + key);
        }
        try {
            HttpResponse<InputStream> response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                // A stream of events has no end; what the door says is short.
                String text =
                        new String(body.readNBytes(response.statusCode() < 400 ? 0 : 4_000), StandardCharsets.UTF_8);
                String challenge =
                        response.headers().firstValue("www-authenticate").orElse("");
                return new Reply(response.statusCode(), text, challenge);
            }
        } catch (HttpTimeoutException waits) {
            return ANSWERS_LATER;
        }
    }
}
