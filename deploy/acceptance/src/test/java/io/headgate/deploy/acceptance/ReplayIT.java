package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.acceptance.checker.Checker;
import io.headgate.deploy.acceptance.checker.Finding;
import io.headgate.deploy.acceptance.checker.Installation;
import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Quiet;
import io.headgate.deploy.acceptance.checker.Verdict;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.deploy.standalone.Connection;
import io.headgate.schemas.process.Database;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a provider refused is sent to another, by a replay that is killed in the middle. */
class ReplayIT {
    private static final int BATCH = 40;
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void whatFailedIsAnsweredElsewhereOnce_whenTheReplayIsKilledInTheMiddle() throws Exception {
        SimulatedProvider faulty = SimulatedProvider.named("faulty")
                .withPrices("0.15", "0.60", "USD")
                .withBehaviour(Behaviour.DEFAULT.withFaults(FaultPlan.chance("status:422", 1)));
        SimulatedProvider sound = SimulatedProvider.named("sound").withPrices("0.30", "1.20", "USD");
        try (Simulator simulator = Simulator.start(SimulatorConfig.of(faulty, sound))) {
            Path catalog = Files.writeString(directory.resolve("catalog.yml"), catalogue(simulator));
            Path data = directory.resolve("data");
            String replay;
            try (HeadgateProcess first = up(data, catalog)) {
                Connection connection = awaitUp(first, data);
                publish(connection);
                await().atMost(SOON).until(() -> results(connection, "failed").size() == BATCH);

                JsonNode plan = await().atMost(SOON)
                        .until(
                                () -> Json.read(replay(data, 0)),
                                told -> told.path("count").asInt() == BATCH);
                assertThat(plan.path("by_code").path("provider_bad_request").asInt())
                        .isEqualTo(BATCH);
                assertThat(plan.path("estimate")
                                .path("at_most")
                                .path(0)
                                .path("currency")
                                .asText())
                        .isEqualTo("USD");
                assertThat(simulator.ledger().calls("sound"))
                        .as("calls of a dry run")
                        .isZero();

                replay = Json.read(replay(data, 0, "--execute", "--detach", "--per-second", "5"))
                        .path("id")
                        .asText();
                await().atMost(SOON)
                        .until(() -> counts(connection, replay).path("sent").asInt() >= BATCH / 4);
                first.kill();
            }
            long calls = simulator.ledger().calls("sound");
            assertThat(calls).as("calls before the kill").isLessThan(BATCH);
            Files.delete(data.resolve("connection.properties"));

            try (HeadgateProcess second = up(data, catalog)) {
                Connection connection = awaitUp(second, data);
                await().atMost(SOON)
                        .until(() ->
                                counts(connection, replay).path("completed").asInt() == BATCH);
                eachIsAnsweredOnce(connection, replay);
                nothingIsLeftToReplay(data);
                allElseHolds(connection, simulator);
            }
        }
    }

    private static void eachIsAnsweredOnce(Connection connection, String replay) throws Exception {
        JsonNode items =
                get(connection, "/v1/replays/" + replay + "/requests?limit=100").path("data");
        Set<String> parents = new HashSet<>();
        Set<String> children = new HashSet<>();
        items.forEach(item -> {
            parents.add(item.path("parent_id").asText());
            children.add(item.path("request_id").asText());
        });
        assertThat(parents).hasSize(BATCH).allMatch(id -> id.startsWith("failed-"));
        List<ConsumerRecord<String, byte[]>> completed = results(connection, "completed");
        assertThat(completed).extracting(ConsumerRecord::key).containsExactlyInAnyOrderElementsOf(children);
        assertThat(completed).allSatisfy(result -> {
            JsonNode attempts = Json.read(result.value()).path("attempts");
            assertThat(attempts)
                    .isNotEmpty()
                    .allMatch(attempt -> attempt.path("provider").asText().equals("sound"));
        });
    }

    private static void nothingIsLeftToReplay(Path data) {
        JsonNode plan = Json.read(replay(data, 0));
        assertThat(plan.path("count").asInt()).isZero();
        assertThat(plan.path("left_out").path("answered").asInt()).isEqualTo(BATCH);
        assertThat(Json.read(replay(data, 0, "--again")).path("count").asInt()).isEqualTo(BATCH);
    }

    /** The books and the providers' bills agree, and the replays are judged. */
    private static void allElseHolds(Connection connection, Simulator simulator) throws InterruptedException {
        Database books = connection.database();
        Installation installation = Installation.on(connection.kafka().bootstrapServers())
                .withBooks(books.url(), books.user(), books.password())
                .withSimulator(simulator.baseUrl());
        assertThat(Quiet.await(installation, SOON)).isInstanceOf(Quiet.Outcome.AtRest.class);
        Verdict verdict = Checker.judge(installation);
        assertThat(verdict.broken()).as(verdict.text()).isEmpty();
        assertThat(verdict.of(Invariant.I16)).as(verdict.text()).isInstanceOf(Finding.Holds.class);
    }

    /** By the command line, in this JVM: what it printed. Sent under an alias whose first candidate is the faulty one. */
    private static String replay(Path data, int code, String... further) {
        List<String> words = new ArrayList<>(List.of("replay", "--data-dir", data.toString(), "--tenant", "acme"));
        words.addAll(List.of("--code", "provider_bad_request", "--tag", "project=search"));
        words.addAll(List.of("--alias", "either", "--to-provider", "sound", "-o", "json"));
        words.addAll(List.of(further));
        return CommandRun.of(words).ended(code);
    }

    private static JsonNode counts(Connection connection, String replay) throws Exception {
        return get(connection, "/v1/replays/" + replay).path("counts");
    }

    private static JsonNode get(Connection connection, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(connection.api().resolve(path))
                .header("headgate-tenant", "acme")
                .header("authorization", "Bearer " + connection.apiKey())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Json.read(client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body());
        }
    }

    private static String catalogue(Simulator simulator) {
        return """
                defaults: {deadline: 5m, max_output_tokens: 128, max_body_bytes: 200000}
                providers:
                  faulty:
                    adapter: openai
                    allow_private: true
                    endpoints: {here: {base_url: "%s"}}
                  sound:
                    adapter: openai
                    allow_private: true
                    endpoints: {here: {base_url: "%s"}}
                models:
                  faulty-1:
                    provider: faulty
                    provider_model: faulty-1
                    capabilities: [streaming]
                    context_window: 100000
                    prices: [{from: 2026-01-01, currency: USD, input: "0.15", output: "0.60"}]
                  sound-1:
                    provider: sound
                    provider_model: sound-1
                    capabilities: [streaming]
                    context_window: 100000
                    prices: [{from: 2026-01-01, currency: USD, input: "0.30", output: "1.20"}]
                routes:
                  text: {candidates: [{model: faulty-1}]}
                  either: {candidates: [{model: faulty-1}, {model: sound-1}]}
                tiers: {basic: {limits: [{measure: requests, window: minute, amount: 100000}]}}
                tenants: {acme: {tier: basic}}
                """.formatted(simulator.baseUrl("faulty"), simulator.baseUrl("sound"));
    }

    private HeadgateProcess up(Path data, Path catalog) {
        return HeadgateProcess.start(
                directory, Map.of(), "up", "--data-dir", data.toString(), "--port", "0", "-f", catalog.toString());
    }

    private static Connection awaitUp(HeadgateProcess process, Path data) {
        await().atMost(Duration.ofSeconds(120)).until(() -> {
            if (!process.running()) {
                throw new AssertionError("it ended: " + process.printed() + process.logged());
            }
            return process.printed().contains("Headgate is up");
        });
        return Connection.readFrom(data).orElseThrow();
    }

    private static void publish(Connection connection) {
        new Topic(
                        connection.kafka().bootstrapServers(),
                        connection.kafka().topics().requests())
                .publishAll(
                        IntStream.range(0, BATCH).boxed().toList(),
                        i -> Map.entry(
                                PlainClientIT.chat("text", "Number " + i),
                                Map.of(
                                        "headgate-tenant",
                                        "acme",
                                        "headgate-id",
                                        "failed-" + i,
                                        "headgate-tag-project",
                                        "search")));
    }

    private static List<ConsumerRecord<String, byte[]>> results(Connection connection, String status) {
        return new Topic(
                        connection.kafka().bootstrapServers(),
                        connection.kafka().topics().results())
                .read(result ->
                        Json.read(result.value()).path("status").asText().equals(status));
    }
}
