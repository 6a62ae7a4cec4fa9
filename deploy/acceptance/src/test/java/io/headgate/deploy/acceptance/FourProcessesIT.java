package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each service in a JVM of its own, with every log line there is; and not a secret in any of them. */
class FourProcessesIT {
    private static final String KEY = "sk-canary-7f3b91c2";
    private static final String PEPPER = "canary-pepper-08d1e6f52b7a4c93e5a0";
    private static final String API_KEY = "hg_0123456789AB_c4naryc4naryc4naryc4naryc4naryc4";
    private static final String PROMPT = "canary-prompt-e5a0 tell me a secret";
    private static final Pattern LISTENING = Pattern.compile("listening on (\\S+)");
    private static final Pattern MANAGEMENT = Pattern.compile("management on (\\S+)");

    @TempDir
    Path directory;

    private final Servers servers = TestServers.shared();
    private final String prefix = TestServers.freshPrefix(FourProcessesIT.class);
    private final String database = TestServers.freshDatabase();

    @Test
    void aPromptIsServedAndBooked_andNoSecretIsLogged() throws Exception {
        SimulatedProvider provider =
                SimulatedProvider.named("sim").withPrices("0.15", "0.60", "USD").withApiKey(KEY);
        try (Simulator simulator = Simulator.start(SimulatorConfig.of(provider))) {
            Path catalog = Files.writeString(
                    directory.resolve("catalog.yml"),
                    Catalogs.withProvider(simulator.baseUrl("sim"))
                            .replace("adapter: openai", "adapter: openai\n    api_key: env:SIM_KEY"));
            assertThat(headgate("apply", "-f", catalog.toString())).contains("revision 1 is in force");

            List<HeadgateProcess> services = new ArrayList<>();
            try {
                for (String role : List.of("router", "worker", "metering", "api")) {
                    services.add(service(role));
                }
                for (HeadgateProcess service : services) {
                    awaitHealthy(service);
                }
                assertThat(catalogueAskedFor(services.getLast())).isEqualTo(401);
                JsonNode result = Json.read(headgate(
                        "submit", "--tenant", "acme", "--wait", "--timeout-ms", "60000", "-o", "json", PROMPT));
                assertThat(result.path("status").asText()).isEqualTo("completed");
                awaitBooked();
                String completion = result.path("response")
                        .path("choices")
                        .path(0)
                        .path("message")
                        .path("content")
                        .asText();
                for (HeadgateProcess service : services) {
                    assertThat(service.logged()).isNotEmpty();
                    assertThat(service.logged().contains(KEY))
                            .as("key in a log")
                            .isFalse();
                    assertThat(service.logged().contains(API_KEY.substring(16)))
                            .as("API key in a log")
                            .isFalse();
                    assertThat(service.logged().contains(PEPPER))
                            .as("pepper in a log")
                            .isFalse();
                    assertThat(service.logged().contains("canary-prompt"))
                            .as("prompt in a log")
                            .isFalse();
                    assertThat(service.logged().contains(completion))
                            .as("completion in a log")
                            .isFalse();
                }
            } finally {
                services.reversed().forEach(HeadgateProcess::close);
            }
        }
    }

    private HeadgateProcess service(String role) {
        return HeadgateProcess.start(
                directory,
                Map.of(
                        "SIM_KEY",
                        role.equals("worker") ? KEY : "",
                        "HEADGATE_JDBC_PASSWORD",
                        servers.jdbcPassword(),
                        "HEADGATE_KEY_PEPPER",
                        PEPPER,
                        "HEADGATE_LOG",
                        "json",
                        "HEADGATE_LOG_LEVEL",
                        "TRACE",
                        "HEADGATE_LOG_OTHERS",
                        "DEBUG"),
                "run",
                role,
                "--bootstrap-server",
                servers.bootstrapServers(),
                "--topic-prefix",
                prefix,
                "--jdbc-url",
                database,
                "--jdbc-user",
                servers.jdbcUser(),
                "--instance",
                "it",
                "--state-dir",
                directory.resolve("state-" + role).toString(),
                "--port",
                "0");
    }

    private static void awaitHealthy(HeadgateProcess service) {
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    if (!service.running()) {
                        throw new AssertionError("it ended: " + service.printed() + lastOf(service.logged()));
                    }
                    Matcher management = MANAGEMENT.matcher(service.printed());
                    return management.find()
                            && status(HttpRequest.newBuilder(URI.create(management.group(1) + "/health"))) == 200;
                });
    }

    private static String lastOf(String logged) {
        return logged.substring(Math.max(0, logged.length() - 4000));
    }

    /** Of the API, by somebody whose key nobody knows. */
    private static int catalogueAskedFor(HeadgateProcess service) throws Exception {
        Matcher listening = LISTENING.matcher(service.printed());
        assertThat(listening.find()).isTrue();
        return status(HttpRequest.newBuilder(URI.create(listening.group(1) + "/v1/catalog"))
                .header("authorization", "Bearer " + API_KEY));
    }

    private static int status(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private void awaitBooked() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> assertThat(headgate("usage", "--jdbc-url", withCredentials(database), "-o", "json"))
                                .contains("\"tenant\":\"acme\""));
    }

    private String withCredentials(String url) {
        return url + (url.contains("?") ? "&" : "?") + "user=" + servers.jdbcUser() + "&password="
                + servers.jdbcPassword();
    }

    /** Runs a command of the command line in this JVM and gives what it printed. */
    private String headgate(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--jdbc-url")) {
            all.addAll(1, List.of("--bootstrap-server", servers.bootstrapServers(), "--topic-prefix", prefix));
        }
        return CommandRun.of(all).ended(0);
    }
}
