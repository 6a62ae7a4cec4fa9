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
import io.headgate.deploy.acceptance.cluster.Cluster;
import io.headgate.deploy.acceptance.cluster.ClusterShape;
import io.headgate.deploy.acceptance.cluster.Member;
import io.headgate.deploy.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of the API process that runs a batch, where it hurts most: after lines were sent and before that was written down,
 * with a file half written, with one file kept and the batch not ended, between a cancel and what it asks for. Started again,
 * the batch ends, and each of its lines is once in one of its files.
 */
@Timeout(420)
class BatchKilledIT {
    private static final int LINES = 600;
    private static final Duration LONG = Duration.ofSeconds(120);

    private static Cluster cluster;
    private static Member api;
    private static BatchClient client;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        cluster = Cluster.start(ClusterShape.of(1, 1, 1, 1, 1), directory, BatchProviders.soundAndBroken());
        api = cluster.member("api-1");
        client = new BatchClient(() -> api.address().orElseThrow(), "acme");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void everyLineIsOnceInAFile_andOnceWithTheProvider_whenTheApiIsKilledInFeedingAndInWriting() throws Exception {
        long before = calls();
        PostgresGate fedFirst = gate(1, "UPDATE ON batches", "OLD.fed_to = 0 AND NEW.fed_to > 0");
        PostgresGate fedMore = gate(2, "UPDATE ON batches", "OLD.fed_to > 0 AND NEW.fed_to > OLD.fed_to");
        PostgresGate halfWritten = gate(3, "INSERT ON file_pieces", "NEW.piece = 1");
        PostgresGate oneKept =
                gate(4, "UPDATE ON files", "NEW.complete AND NOT OLD.complete AND NEW.filename LIKE '%error.jsonl'");
        String batch = client.order(lines());
        for (PostgresGate moment : List.of(fedFirst, fedMore, halfWritten, oneKept)) {
            killAt(moment, batch);
        }

        awaitStatus(batch, "completed");
        JsonNode counts = client.batch(batch).path("request_counts");
        assertThat(counts.path("completed").asInt()).isEqualTo(LINES - LINES / 10);
        assertThat(counts.path("failed").asInt()).isEqualTo(LINES / 10);
        everyLineIsOnce(batch);
        assertThat(filesOf(batch)).as("files that tries have left behind").isEqualTo(2);
        assertThat(calls() - before).as("calls, though lines were sent again").isEqualTo(LINES);
        allElseHolds();
    }

    @Test
    void aCancelledBatchEnds_whenTheApiIsKilledInCancelling() throws Exception {
        String batch = client.order(lines());
        await().atMost(LONG)
                .until(() -> client.batch(batch)
                                .path("request_counts")
                                .path("completed")
                                .asInt()
                        > 10);
        PostgresGate asked = gate(5, "UPDATE ON batches", "NEW.cancels_asked AND NOT OLD.cancels_asked");
        client.cancel(batch);
        killAt(asked, batch);

        awaitStatus(batch, "cancelled");
        everyLineIsOnce(batch);
        assertThat(client.lines(batch, "error_file_id"))
                .anyMatch(line -> line.path("error").path("code").asText().equals("batch_cancelled"));
        allElseHolds();
    }

    private static PostgresGate gate(int number, String event, String row) throws Exception {
        return PostgresGate.shut(cluster.database(), number, event, row);
    }

    /** Waits until the API stands before the gate, ends it there, and starts it again. */
    private static void killAt(PostgresGate moment, String batch) throws Exception {
        try (moment) {
            await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(moment::isReached);
            api.kill();
        }
        leaseIsOver(batch);
        api.start();
        assertThat(api.awaitReady()).isTrue();
    }

    /** Whoever dies is not missed for longer than a minute; that minute is not waited for here. */
    private static void leaseIsOver(String batch) throws Exception {
        try (Connection connection = cluster.database().connect();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE batches SET claimed_until = '-infinity' WHERE batch_id = ?")) {
            update.setString(1, batch);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static void awaitStatus(String batch, String status) {
        await().atMost(LONG).until(() -> client.batch(batch).path("status").asText(), status::equals);
    }

    private static void everyLineIsOnce(String batch) throws Exception {
        Stream<JsonNode> ended = Stream.concat(
                client.lines(batch, "output_file_id").stream(), client.lines(batch, "error_file_id").stream());
        assertThat(ended.map(line -> line.path("custom_id").asText()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, LINES).mapToObj(BatchKilledIT::name).toList());
    }

    private static int filesOf(String batch) throws Exception {
        try (Connection connection = cluster.database().connect();
                PreparedStatement count = connection.prepareStatement(
                        "SELECT count(*) FROM files WHERE complete AND starts_with(filename, ?)")) {
            count.setString(1, batch);
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static long calls() throws Exception {
        return BatchProviders.calls(cluster.simulator());
    }

    /** Books, bills and all else as promised, and the batches' lines were judged. */
    private static void allElseHolds() throws Exception {
        Installation installation = Installation.on(cluster.kafka().bootstrapServers())
                .withBooks(cluster.database().jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD)
                .withSimulator(cluster.simulator())
                .withLogs(List.of(cluster.logs()));
        assertThat(Quiet.await(installation, LONG)).isInstanceOf(Quiet.Outcome.AtRest.class);
        Verdict verdict = Checker.judge(installation);
        assertThat(verdict.broken()).as(verdict.text()).isEmpty();
        assertThat(verdict.of(Invariant.I15)).as(verdict.text()).isInstanceOf(Finding.Holds.class);
    }

    /** Every tenth is for an alias that never answers. */
    private static List<String> lines() {
        return IntStream.range(0, LINES)
                .mapToObj(i -> """
                        {"custom_id":"%s","method":"POST","url":"/v1/chat/completions",\
                        "body":{"model":"%s","messages":[{"role":"user","content":"Number %d of a batch"}]}}""".formatted(name(i), i % 10 == 0 ? "broken-text" : "text", i))
                .toList();
    }

    private static String name(int line) {
        return "line-" + line;
    }
}
