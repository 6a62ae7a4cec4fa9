package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.process.KafkaConnection;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A project's limits, set and taken back by the command line: the API shows them, and the router goes by them. */
class ProjectLimitsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TENANT = "projects-co";

    private final World world = World.shared();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aProjectLivesByItsLimits_andTheRestOfItsTenantStays() throws Exception {
        assertThat(send(world.request("/v1/admin/tenants/" + TENANT)
                                .PUT(BodyPublishers.ofString("{\"tier\":\"basic\"}")))
                        .statusCode())
                .isEqualTo(200);
        await().atMost(SOON).until(() -> chat("search"), status -> status == 200);
        assertThat(projects(0, "list", TENANT)).contains("No project");

        assertThat(projects(1, "set", TENANT, "search", "--limit", "measure=request,window=minute,amount=0"))
                .contains("project_limits.search[0].measure", "did you mean 'requests'", "Not set: 1 problem")
                .doesNotContain("column");
        assertThat(projects(2, "set", TENANT, "search", "--limit", "60")).contains("allowed KEY=VALUE");
        assertThat(projects(0, "set", TENANT, "search", "--limit", "measure=requests,window=day,amount=0"))
                .contains("in force", "Not in the audit log");

        await().atMost(SOON).until(() -> chat("search"), status -> status == 429);
        assertThat(chat("support")).isEqualTo(200);
        assertThat(projects(0, "list", TENANT)).containsPattern("search +requests +day +0 +reject");
        JsonNode shown = Json.read(projects(0, "list", TENANT, "-o", "json"));
        assertThat(shown)
                .isEqualTo(((ObjectNode) Json.read(send(world.request("/v1/admin/tenants/" + TENANT + "/projects"))
                                        .body())
                                .at("/data/0"))
                        .without("object"));

        assertThat(projects(0, "unset", TENANT, "search")).contains("no limits of its own any more");
        assertThat(projects(0, "unset", TENANT, "search")).contains("had no limits");
        await().atMost(SOON).until(() -> chat("search"), status -> status == 200);
    }

    private int chat(String project) throws IOException, InterruptedException {
        return send(world.request("/v1/chat/completions")
                        .header("headgate-tenant", TENANT)
                        .header("headgate-tag-project", project)
                        .POST(BodyPublishers.ofByteArray(PlainClientIT.chat("fast-text", "Hello"))))
                .statusCode();
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private String projects(int code, String... words) {
        KafkaConnection kafka = world.standalone.connection().kafka();
        List<String> all = new ArrayList<>(List.of("projects"));
        all.addAll(List.of(words));
        all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
        CommandRun run = CommandRun.of(all);
        return run.ended(code) + run.err();
    }
}
