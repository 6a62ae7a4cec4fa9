package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.standalone.Connection;
import io.headgate.deploy.standalone.Standalone;
import io.headgate.deploy.standalone.StandaloneConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    @Test
    void whatIsPrintedIsAllThatOpenAisClientsNeed_andTheSecondStartPrintsNoKey() throws Exception {
        Path home = directory.resolve("data");
        URI chat;
        String key;
        String admin;
        String body;
        try (HeadgateProcess first = up(home)) {
            String printed = printedBy(first);
            chat = URI.create(in(printed, "export OPENAI_BASE_URL=(\\S+)") + "/chat/completions");
            key = in(printed, "export OPENAI_API_KEY=(hg_\\S+)");
            admin = in(printed, "Admin key (hg_\\S+)");
            body = in(printed, "curl \\$OPENAI_BASE_URL/chat/completions .* -d '(.+)'");
            assertThat(key).isNotEqualTo(admin);
            assertThat(printed.split("hg_", -1)).as("keys printed").hasSize(1 + 2);

            assertThat(answerOf(chat, key, body)).isNotBlank();
            assertThat(first.logged().contains(secretOf(key)))
                    .as("key in a log")
                    .isFalse();
            assertThat(first.logged().contains(secretOf(admin)))
                    .as("key in a log")
                    .isFalse();
            assertThat(filesWith(home, secretOf(key))).isEmpty();
            assertThat(CommandRun.of(List.of("audit", "-o", "json", "--data-dir", home.toString()))
                            .ended(0)
                            .lines())
                    .filteredOn(line -> line.contains("key.create") && line.contains("\"default\""))
                    .singleElement()
                    .asString()
                    .contains("\"up\"", idOf(key));
        }
        try (HeadgateProcess second = up(home)) {
            assertThat(printedBy(second)).doesNotContain("hg_", "OPENAI_API_KEY");
            URI models = Connection.readFrom(home).orElseThrow().api().resolve("/v1/models");
            HttpResponse<String> listed = send(HttpRequest.newBuilder(models).header("authorization", "Bearer " + key));
            assertThat(listed.statusCode()).as(listed.body()).isEqualTo(200);
        }
    }

    private HeadgateProcess up(Path home) {
        return HeadgateProcess.start(
                directory, Map.of(), "up", "--simulate", "--data-dir", home.toString(), "--port", "0");
    }

    /** All of it: the last line is a hint of what to try. */
    private static String printedBy(HeadgateProcess up) {
        return await().atMost(Duration.ofSeconds(120))
                .until(
                        () -> {
                            if (!up.running()) {
                                throw new AssertionError("it ended: " + up.logged());
                            }
                            return up.printed();
                        },
                        printed -> printed.contains("Try: "));
    }

    private static String in(String printed, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(printed);
        assertThat(found.find())
                .as("%s in what is printed: %s", pattern, printed)
                .isTrue();
        return found.group(1);
    }

    /** Of an API that may not have its catalogue yet; with a key, and no header of ours. */
    private static String answerOf(URI chat, String key, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(chat)
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + key)
                .POST(BodyPublishers.ofString(body));
        HttpResponse<String> reply =
                await().atMost(Duration.ofSeconds(60)).until(() -> send(request), sent -> sent.statusCode() != 503);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return Json.read(reply.body().getBytes(StandardCharsets.UTF_8))
                .at("/choices/0/message/content")
                .asText();
    }

    private static String idOf(String key) {
        return key.substring(3, 15);
    }

    private static String secretOf(String key) {
        return key.substring(16);
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
