package io.headgate.api.batches.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.headgate.api.batches.Batch;
import io.headgate.api.batches.BatchStatus;
import io.headgate.api.batches.Counts;
import io.headgate.api.batches.Times;
import io.headgate.api.batches.Tokens;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.run.Claim;
import io.headgate.api.batches.run.EndedLine;
import io.headgate.api.batches.run.Line;
import io.headgate.api.files.FileId;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.sql.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A batch as large as one may be, on a database that nobody has used: no step of it may go through all of its lines, let alone once
 * for each line. Counted in rows, so that it says the same on any machine; and nobody makes statistics here but the code itself, as
 * is so for a minute of a new installation.
 */
class ManyLinesIT {
    private static final TenantId ACME = new TenantId("acme");
    private static final BatchId BATCH = new BatchId("batch_many");
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final int LINES = 50_000;
    /** As many lines as are sent, or taken over, in a step. */
    private static final int AT_ONCE = 1_000;
    /** Itself, its request, both once more where they are written, and what they were before. */
    private static final long ROWS_OF_A_LINE = 10;

    private static final long ROWS_OF_A_STEP = ROWS_OF_A_LINE * AT_ONCE;
    /** As many ended lines as are read at a time for the files. */
    private static final int PAGE = 50;

    private HikariDataSource database;
    private PostgresLines lines;
    private RowsRead rows;

    @BeforeEach
    void migrate() throws SQLException {
        Servers servers = TestServers.shared();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestServers.freshDatabase());
        config.setUsername(servers.jdbcUser());
        config.setPassword(servers.jdbcPassword());
        config.setMaximumPoolSize(1);
        database = new HikariDataSource(config);
        // It needs two connections.
        PGSimpleDataSource empty = new PGSimpleDataSource();
        empty.setUrl(config.getJdbcUrl());
        empty.setUser(config.getUsername());
        empty.setPassword(config.getPassword());
        Migrations.migrate(empty);
        for (String table : List.of("batches", "batch_lines", "requests")) {
            change("ALTER TABLE " + table + " SET (autovacuum_enabled = false)");
        }
        lines = new PostgresLines(database);
        rows = new RowsRead(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void noStepGoesThroughAllLines_andEachEndsOnce_ofFiftyThousand() throws SQLException {
        Claim claim = claimed();
        bounded(3L * LINES, "begin", () -> {
            lines.begin(
                    claim,
                    IntStream.rangeClosed(1, LINES).mapToObj(ManyLinesIT::line).toList(),
                    NOW);
            return true;
        });

        for (int upTo = AT_ONCE; upTo <= LINES; upTo += AT_ONCE) {
            List<Line> next = bounded(ROWS_OF_A_STEP, "unsent", () -> lines.unsent(claim, AT_ONCE));
            int last = upTo;
            assertThat(next).hasSize(AT_ONCE).last().extracting(Line::number).isEqualTo(last);
            bounded(ROWS_OF_A_STEP, "sent", () -> {
                lines.sent(claim, last, List.of(), AT_ONCE);
                return true;
            });
            accepted(upTo);
            assertThat(bounded(ROWS_OF_A_STEP, "waiting at the router", () -> lines.waitingAtRouter(claim)))
                    .isEqualTo(AT_ONCE / 2);
            ended(upTo);
            assertThat(bounded(ROWS_OF_A_STEP, "collect", () -> lines.collect(claim, AT_ONCE)))
                    .isEqualTo(AT_ONCE);
        }

        Counts counts = bounded(
                        10,
                        "progress",
                        () -> new PostgresBatches(database).find(ACME, BATCH).orElseThrow())
                .counts();
        assertThat(counts).isEqualTo(new Counts(LINES, 0, LINES / 2, LINES / 2, 0, 0));
        assertThat(bounded(10, "backlog", () -> new PostgresBacklog(database).read())
                        .inFlight())
                .isZero();
        assertThat(read(claim))
                .isEqualTo(IntStream.rangeClosed(1, LINES).boxed().toList());
    }

    /** All of them, as their files are written. */
    private List<Integer> read(Claim claim) {
        List<Integer> all = new ArrayList<>();
        int after = 0;
        while (true) {
            int from = after;
            List<EndedLine> page = bounded(ROWS_OF_A_LINE * PAGE, "ended", () -> lines.ended(claim, from, PAGE));
            if (page.isEmpty()) {
                return all;
            }
            page.forEach(line -> all.add(line.number()));
            after = page.getLast().number();
        }
    }

    private <T> T bounded(long most, String step, Supplier<T> work) {
        RowsRead.Counted<T> counted = rows.during(work);
        assertThat(counted.rows()).as("rows gone through by '%s'", step).isLessThanOrEqualTo(most);
        return counted.result();
    }

    private Claim claimed() {
        Upload upload = new Upload(new FileId("file-1"), "/v1/chat/completions", null, null, null, null);
        boolean created = new PostgresBatches(database)
                .create(new Batch(
                        ACME,
                        BATCH,
                        BatchStatus.VALIDATING,
                        upload,
                        Map.of(),
                        "k",
                        null,
                        Counts.NONE,
                        Times.created(NOW, NOW.plus(Duration.ofDays(1))),
                        Tokens.NONE,
                        List.of(),
                        0,
                        false));
        assertThat(created).isTrue();
        return new PostgresClaims(database).claim(Duration.ofHours(1)).orElseThrow();
    }

    private static Line line(int number) {
        return new Line(number, "c-" + number, 100L * (number - 1));
    }

    /** What the index writes when it has read the admissions of the lines up to one, and that every other waits. */
    private void accepted(int upTo) throws SQLException {
        ofLines("""
                INSERT INTO requests (tenant, request_id, status, admitted, accepted_at, batch_id)
                SELECT ?, ? || '-' || line, CASE line % 2 WHEN 0 THEN 'waiting' ELSE 'accepted' END, true, now(), ?
                FROM generate_series(?, ?) AS line""", ACME.value(), BATCH.value(), BATCH.value(), upTo - AT_ONCE + 1, upTo);
    }

    /** And how they have ended: every other failed. */
    private void ended(int upTo) throws SQLException {
        ofLines("""
                UPDATE requests AS r
                SET status = CASE line % 2 WHEN 0 THEN 'failed' ELSE 'completed' END, ended_at = now(),
                    failure_code = CASE line % 2 WHEN 0 THEN 'provider_unavailable' END, usage = '{"input": 1, "output": 1}'
                FROM generate_series(?, ?) AS line
                WHERE r.tenant = ? AND r.request_id = ? || '-' || line""", upTo - AT_ONCE + 1, upTo, ACME.value(), BATCH.value());
    }

    private void ofLines(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            assertThat(statement.executeUpdate()).isEqualTo(AT_ONCE);
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
