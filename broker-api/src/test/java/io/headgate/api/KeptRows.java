package io.headgate.api;

import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Rows of a database, counted and put there. */
public record KeptRows(String jdbcUrl) {
    /** Until the tables are there, which the process that starts makes; failures_index is of the last migration. */
    KeptRows awaitTables() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> rows("SELECT count(*) FROM pg_tables WHERE tablename = 'failures_index'") == 1);
        return this;
    }

    /** A webhook that has been there for long, and is told of all that completes. */
    public void webhook(String tenant) throws SQLException {
        change("""
                INSERT INTO webhook (id, tenant, name, url, events, only_named, secret_version, created_at, created_by)
                VALUES ('of-%s', '%s', 'crm', 'https://example.org', '{request.completed}', false, 1, '2026-01-01', 'k')""".formatted(tenant, tenant));
    }

    /** That a webhook is to be told of a request's end tomorrow. */
    public void told(String tenant, String request) throws SQLException {
        change("""
                INSERT INTO webhook_delivery (webhook_id, tenant, request_id, event, created_at, since, next_at)
                VALUES ('of-%s', '%s', '%s', 'request.completed', now(), now(), now() + interval '1 day')""".formatted(tenant, tenant, request));
    }

    /** A replay that has ended, of some requests. */
    void replay(String tenant, String... requests) throws SQLException {
        change("""
                INSERT INTO replays (id, tenant, created_at, created_by, filter, per_second, state, ended_at)
                VALUES ('replay_%s', '%s', now(), 'k', '{}', 1, 'completed', now())""".formatted(tenant, tenant));
        for (int i = 0; i < requests.length; i++) {
            change("""
                    INSERT INTO replay_items (replay_id, seq, tenant, parent_id, topic_partition, topic_offset, state)
                    VALUES ('replay_%s', %d, '%s', '%s', 0, 0, 'gone')""".formatted(tenant, i, tenant, requests[i]));
        }
    }

    /** A batch that is over, of one line. */
    void batch(String tenant) throws SQLException {
        change("""
                INSERT INTO batches (tenant, batch_id, kind, status, created_at, announced_at)
                VALUES ('%s', 'b1', 'uploaded', 'completed', now(), now())""".formatted(tenant));
        change("INSERT INTO batch_lines (tenant, batch_id, line, custom_id, begins) VALUES ('%s', 'b1', 1, 'c', 0)"
                .formatted(tenant));
    }

    public void change(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    long rows(String count) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(count)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The one text that a query finds. */
    public String text(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
    }
}
