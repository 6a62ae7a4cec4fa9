package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.standalone.Connection;
import io.headgate.deploy.standalone.Standalone;
import io.headgate.deploy.standalone.StandaloneConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `headgate up` does about keys: over a restart, in a directory that is kept. */
class KeysOfUpIT {
    private static final String BODY =
            "{\"model\":\"fast-text\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void aKeyIsMadeOnce_isKeptNowhere_andIsGoodAfterARestart() throws Exception {
        Path home = directory.resolve("data");
        StandaloneConfig config = StandaloneConfig.temporary().withKeys().keptIn(home);
        String admin;
        String local;
        String webhook;
        try (Standalone first = Standalone.start(config)) {
            admin = first.bootstrapKey().orElseThrow();
            local = Objects.requireNonNull(
                    Connection.readFrom(home).orElseThrow().apiKey());
            assertThat(first.bootstrapKey()).isEmpty();
            assertThat(status(first, "/v1/admin/keys", admin)).isEqualTo(200);
            assertThat(status(first, "/v1/catalog", local)).isNotIn(401, 403);
            assertThat(status(first, "/v1/admin/keys", local)).isEqualTo(403);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Connection.pepperIn(home))))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("webhook-secret"))))
                    .isEqualTo("rw-------");
            webhook = secretOfANewWebhook(first, admin);
            assertThat(explain(first, made(first, admin))).isEqualTo(403);
            assertThat(explain(first, local)).isNotIn(401, 403);
            CommandRun listed = CommandRun.of(List.of("keys", "list", "--data-dir", home.toString()));
            assertThat(listed.ended(0))
                    .contains("bootstrap", "commands on this machine")
                    .doesNotContain(admin, local);
        }
        assertThat(filesWith(home, admin)).isEmpty();
        assertThat(filesWith(home, webhook)).isEmpty();
        try (Standalone second = Standalone.start(config)) {
            assertThat(second.bootstrapKey()).isEmpty();
            assertThat(status(second, "/v1/admin/keys", admin)).isEqualTo(200);
            assertThat(status(second, "/v1/catalog", local)).isEqualTo(401);
            assertThat(CommandRun.of(List.of("audit", "--data-dir", home.toString()))
                            .ended(0))
                    .contains("key.create", "key.revoke", "up");
        }
    }

    /** A client's key, made over HTTP. */
    private static String made(Standalone standalone, String admin) throws IOException, InterruptedException {
        HttpResponse<String> reply = send(request(standalone, "/v1/admin/keys", admin)
                .POST(BodyPublishers.ofString(
                        "{\"label\":\"an application\",\"role\":\"client\",\"tenant\":\"acme\"}")));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
        return Json.read(reply.body().getBytes(StandardCharsets.UTF_8))
                .path("key")
                .asText();
    }

    /** The secret that its posts are signed with. */
    private static String secretOfANewWebhook(Standalone standalone, String admin)
            throws IOException, InterruptedException {
        HttpResponse<String> reply = send(request(standalone, "/v1/webhooks", admin)
                .header("headgate-tenant", "acme")
                .POST(BodyPublishers.ofString("{\"name\":\"crm\",\"url\":\"https://example.org/crm\"}")));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
        String secret = Json.read(reply.body().getBytes(StandardCharsets.UTF_8))
                .path("secret")
                .asText();
        assertThat(secret).startsWith("whsec_");
        return secret;
    }

    private static int explain(Standalone standalone, String key) throws IOException, InterruptedException {
        return send(request(standalone, "/v1/route/explain", key)
                        .header("headgate-tenant", "acme")
                        .POST(BodyPublishers.ofString(BODY)))
                .statusCode();
    }

    private static int status(Standalone standalone, String path, String key) throws IOException, InterruptedException {
        return send(request(standalone, path, key)).statusCode();
    }

    private static HttpRequest.Builder request(Standalone standalone, String path, String key) {
        return HttpRequest.newBuilder(standalone.connection().api().resolve(path))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + key);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static List<Path> filesWith(Path home, String text) throws IOException {
        try (var files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .toList();
        }
    }

    /** Bytes as characters: databases keep texts in files that are none. */
    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
