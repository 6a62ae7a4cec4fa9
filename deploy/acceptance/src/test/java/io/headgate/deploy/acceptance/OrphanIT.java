package io.headgate.deploy.acceptance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.LatencyText;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.deploy.standalone.Connection;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.process.Database;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in mid-call: what the provider billed for the calls that were cut off is in the books, as unknown. */
class OrphanIT {
    private static final int BATCH = 150;
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();

    @TempDir
    Path directory;

    @Test
    void everyCallThatTheKillCutOffIsAnOrphan_andNothingElse() throws Exception {
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
                await().atMost(LONG).until(() -> results(connection), count -> count >= BATCH / 5);
                first.kill();
            }
            Files.delete(data.resolve("connection.properties"));
            try (HeadgateProcess second = up(data, catalog)) {
                Connection connection = awaitUp(second, data);
                await().atMost(LONG).until(() -> results(connection), count -> count == BATCH);
                Set<String> cutOff = cutOff(connection);
                assertThat(cutOff).as("calls that were under way").isNotEmpty();
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(rows(connection, "orphan"))
                                .extracting(Row::call)
                                .containsExactlyInAnyOrderElementsOf(cutOff));
                addsUp(simulator.ledger().entries(), rows(connection, "attempt"), rows(connection, "orphan"));
            }
        }
    }

    /** The provider's bill is that of the attempts, and of calls that are orphans: and no more of them than can be. */
    private static void addsUp(List<LedgerEntry> calls, List<Row> attempts, List<Row> orphans) {
        assertThat(attempts)
                .hasSize(BATCH)
                .allSatisfy(row -> assertThat(row.cost()).isNotNull());
        List<String> unmatched = new ArrayList<>();
        calls.forEach(call -> unmatched.add(requireNonNull(call.caller().attemptId())));
        attempts.forEach(row -> unmatched.remove(row.attempt()));
        // A call may have been cut off before it reached the provider: that one is an orphan without a bill.
        List<String> orphaned = orphans.stream().map(Row::attempt).toList();
        assertThat(orphaned).containsAll(unmatched);
        assertThat(orphans).allSatisfy(row -> {
            assertThat(row.cost()).isNull();
            assertThat(row.upperBound()).isPositive();
        });
        BigDecimal billed =
                sum(calls.stream().map(call -> requireNonNull(call.cost())).toList());
        BigDecimal booked =
                sum(attempts.stream().map(row -> requireNonNull(row.cost())).toList());
        BigDecimal atMost = sum(
                orphans.stream().map(row -> requireNonNull(row.upperBound())).toList());
        assertThat(billed.subtract(booked)).isBetween(BigDecimal.ZERO, atMost);
    }

    /** A row of the ledger; the call by its attempt and its start. */
    private record Row(
            String attempt,
            String call,
            @Nullable BigDecimal cost,
            @Nullable BigDecimal upperBound) {}

    private static List<Row> rows(Connection connection, String kind) throws SQLException {
        Database database = connection.database();
        List<Row> rows = new ArrayList<>();
        try (var books = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = books.prepareStatement("""
                        SELECT attempt_id, attempt_id || ' ' || round(extract(EPOCH FROM started_at) * 1000)::bigint,
                               cost, upper_bound
                        FROM usage_ledger WHERE kind = ?""")) {
            statement.setString(1, kind);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getString(1), row.getString(2), row.getBigDecimal(3), row.getBigDecimal(4)));
                }
            }
        }
        return rows;
    }

    /** Intents that no attempt has the start of, as the topics have them. */
    private static Set<String> cutOff(Connection connection) {
        Set<String> calls = new HashSet<>();
        for (Intent intent : read(connection, connection.kafka().topics().intents(), CODECS.intent())) {
            calls.add(intent.attempt() + " " + intent.startedAt().toEpochMilli());
        }
        for (Attempt attempt : read(connection, connection.kafka().topics().attempts(), CODECS.attempt())) {
            calls.remove(
                    attempt.summary().id() + " " + attempt.summary().startedAt().toEpochMilli());
        }
        return calls;
    }

    private static <T> List<T> read(Connection connection, String topic, MessageCodec<T> codec) {
        return new Topic(connection.kafka().bootstrapServers(), topic)
                .read(record -> true).stream()
                        .map(record -> ((Decoded.Readable<T>) codec.decode(record.value())).value())
                        .toList();
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Given up after 12 s: no call takes longer than 1.5 s, and its transaction 10 s at most. */
    private HeadgateProcess up(Path data, Path catalog) {
        return HeadgateProcess.start(
                directory,
                Map.of(),
                "up",
                "--data-dir",
                data.toString(),
                "--port",
                "0",
                "-f",
                catalog.toString(),
                "--set",
                "headgate.metering.orphans.after=12s",
                "--set",
                "headgate.metering.orphans.look-every=500ms");
    }

    private static Connection awaitUp(HeadgateProcess process, Path data) {
        await().atMost(LONG).until(() -> {
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
                                PlainClientIT.chat("fast-text", "Number " + i),
                                Map.of("headgate-tenant", "acme", "headgate-id", "orphan-" + i)));
    }

    private static long results(Connection connection) {
        return new Topic(
                        connection.kafka().bootstrapServers(),
                        connection.kafka().topics().results())
                .read(result -> true)
                .size();
    }
}
