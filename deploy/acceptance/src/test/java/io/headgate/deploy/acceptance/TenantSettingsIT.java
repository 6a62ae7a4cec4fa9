package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.cli.Headgate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A tenant that the catalogue does not name: let in, served, relayed to its own topic, disabled, and let go. */
class TenantSettingsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ANSWERS = "newco.answers";

    @TempDir
    Path directory;

    private final World world = World.shared();
    private final StringWriter out = new StringWriter();

    @Test
    void aTenantLivesByItsSettings() throws Exception {
        createAnswers();
        assertThat(submit()).isEqualTo("unknown_tenant");
        assertThat(set("tier: basic\nreply_topics: [headgate.requests]\n")).isEqualTo(1);
        assertThat(out.toString()).contains("line 2, column 16", "allowed a topic outside 'headgate.*'");

        assertThat(set("tier: basic\nreply_topics: [" + ANSWERS + "]\n")).isZero();
        await().atMost(SOON).until(() -> submit().equals("accepted"));
        String id = UUID.randomUUID().toString();
        world.requests()
                .publish(
                        null,
                        PlainClientIT.chat("fast-text", "x"),
                        Map.of("headgate-tenant", "newco", "headgate-id", id));
        await().atMost(SOON)
                .until(() -> !world.topic(ANSWERS)
                        .read(read -> id.equals(read.key())
                                && Json.read(read.value())
                                        .path("status")
                                        .asText()
                                        .equals("completed"))
                        .isEmpty());
        assertThat(tenants("show", "newco")).isZero();
        assertThat(out.toString()).contains("tier: basic", ANSWERS);

        assertThat(set("tier: basic\nenabled: false\n")).isZero();
        await().atMost(SOON).until(() -> submit().equals("tenant_disabled"));
        assertThat(tenants("list")).isZero();
        assertThat(out.toString()).containsPattern("newco +disabled");

        assertThat(tenants("unset", "newco")).isZero();
        await().atMost(SOON).until(() -> submit().equals("unknown_tenant"));
        assertThat(tenants("show", "newco")).isEqualTo(1);
    }

    private void createAnswers() throws Exception {
        try (Admin admin = Admin.create(world.standalone.connection().kafka().clientProperties())) {
            admin.createTopics(List.of(new NewTopic(ANSWERS, 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private int set(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("newco.yml"), yaml);
        return tenants("set", "newco", "--file", file.toString());
    }

    private int tenants(String... words) {
        List<String> all = new ArrayList<>(List.of("tenants"));
        all.addAll(List.of(words));
        all.addAll(List.of(
                "--bootstrap-server", world.standalone.connection().kafka().bootstrapServers()));
        CommandLine commandLine = Headgate.commandLine();
        commandLine.setOut(new PrintWriter(out));
        return commandLine.execute(all.toArray(String[]::new));
    }

    /** What becomes of a request over HTTP: {@code accepted}, or the code of its refusal. */
    private String submit() throws IOException, InterruptedException {
        HttpRequest request = world.request("/v1/requests")
                .header("headgate-tenant", "newco")
                .POST(HttpRequest.BodyPublishers.ofByteArray(PlainClientIT.chat("fast-text", "hello")))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> reply = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = Json.read(reply.body());
            return reply.statusCode() == 202
                    ? "accepted"
                    : body.path("error").path("code").asText();
        }
    }
}
