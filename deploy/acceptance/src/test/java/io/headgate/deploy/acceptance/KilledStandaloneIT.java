package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.acceptance.checker.Checker;
import io.headgate.deploy.acceptance.checker.Installation;
import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Quiet;
import io.headgate.deploy.acceptance.checker.Verdict;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.deploy.standalone.Connection;
import io.headgate.schemas.process.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in mid-batch, then start again on the same directory: nothing is lost, nothing comes twice. */
class KilledStandaloneIT {
    private static final int BATCH = 200;
    private static final Duration LONGER_THAN_A_TRANSACTION = Duration.ofSeconds(8);

    @TempDir
    Path directory;

    @Test
    void everyRequestEndsOnce_whenTheStandaloneIsKilledInMidBatch() throws Exception {
        SimulatedProvider slow = SimulatedProvider.named("sim")
                .withPrices("0.15", "0.60", "USD")
                .withBehaviour(Behaviour.DEFAULT.withLatency(LatencyText.parse("uniform:500ms..1500ms")));
        try (Simulator simulator = Simulator.start(SimulatorConfig.of(slow))) {
            Path catalog = Files.writeString(
                    directory.resolve("catalog.yml"),
                    Catalogs.withProvider(simulator.baseUrl("sim")).replace("max_in_flight: 256", "max_in_flight: 32"));
            Path data = directory.resolve("data");

            try (HeadgateProcess first = up(data, catalog)) {
                Connection connection = awaitUp(first, data);
                publish(connection);
                await().atMost(Duration.ofSeconds(90))
                        .until(() -> results(connection).size(), count -> count >= BATCH / 5);
                first.kill();
                // What it left open has timed out when the broker is there again: the hardest moment for a broker.
                Thread.sleep(LONGER_THAN_A_TRANSACTION);
            }
            assertThat(simulator.ledger().calls("sim"))
                    .as("calls before the kill")
                    .isLessThan(BATCH);
            Files.delete(data.resolve("connection.properties"));

            try (HeadgateProcess second = up(data, catalog)) {
                Connection connection = awaitUp(second, data);
                await().atMost(Duration.ofSeconds(120))
                        .until(
                                () -> results(connection).stream()
                                        .map(ConsumerRecord::key)
                                        .distinct()
                                        .count(),
                                count -> count == BATCH);
                List<ConsumerRecord<String, byte[]>> results = results(connection);
                assertThat(results).as("results, one for each request").hasSize(BATCH);
                assertThat(results)
                        .allSatisfy(result -> assertThat(
                                        Json.read(result.value()).path("status").asText())
                                .isEqualTo("completed"));
                // A crash repeats the calls that were under way, and no more.
                assertThat(simulator.ledger().calls("sim")).isBetween((long) BATCH, BATCH + 32L);
                allElseHolds(connection, simulator);
            }
        }
    }

    /** What the checker finds: the books and the provider's bill agree, but for the calls that the kill cut off. */
    private void allElseHolds(Connection connection, Simulator simulator) throws IOException, InterruptedException {
        Database books = connection.database();
        Installation installation = Installation.on(connection.kafka().bootstrapServers())
                .withBooks(books.url(), books.user(), books.password())
                .withSimulator(simulator.baseUrl())
                .withLogs(logs());
        assertThat(Quiet.await(installation, Duration.ofSeconds(90))).isInstanceOf(Quiet.Outcome.AtRest.class);
        Verdict verdict = Checker.judge(installation);
        assertThat(verdict.broken()).as(verdict.text()).isEmpty();
        assertThat(verdict.notJudged()).as(verdict.text()).containsExactly(Invariant.I15, Invariant.I16);
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".err")).toList();
        }
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
        Topic requests = new Topic(
                connection.kafka().bootstrapServers(),
                connection.kafka().topics().requests());
        requests.publishAll(
                IntStream.range(0, BATCH).boxed().toList(),
                i -> Map.entry(
                        PlainClientIT.chat("fast-text", "Number " + i),
                        Map.of("headgate-tenant", "acme", "headgate-id", "kill-" + i)));
    }

    private static List<ConsumerRecord<String, byte[]>> results(Connection connection) {
        return new Topic(
                        connection.kafka().bootstrapServers(),
                        connection.kafka().topics().results())
                .read(result -> true);
    }
}
