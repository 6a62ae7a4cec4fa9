package io.headgate.api.batches.store;

import io.headgate.api.batches.run.Backlog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Reads what is to be done for batches, by Postgres' own clock. */
public final class PostgresBacklog {
    /** A published batch is never over where nobody says how many requests it has: it is not among the open ones. */
    private static final String BACKLOG = """
            SELECT count(*) FILTER (WHERE kind = 'uploaded') AS open,
                   coalesce(sum(greatest(0, total - in_flight - completed - failed - expired - cancelled))
                            FILTER (WHERE kind = 'uploaded'), 0) AS waiting,
                   coalesce(sum(in_flight) FILTER (WHERE kind = 'uploaded'), 0) AS in_flight,
                   coalesce(max(extract(epoch FROM now() - greatest(created_at, next_step_at, claimed_until))), 0) AS overdue
            FROM batches WHERE announced_at IS NULL""";

    private final Sql sql;

    public PostgresBacklog(DataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /**
     * What is to be done now. Blocks.
     *
     * @throws io.headgate.api.batches.BatchesUnavailableException when Postgres does not answer
     */
    public Backlog read() {
        return sql.query(BACKLOG, PostgresBacklog::backlog).getFirst();
    }

    private static Backlog backlog(ResultSet rows) throws SQLException {
        long overdueMillis = Math.round(rows.getDouble("overdue") * 1000);
        return new Backlog(
                rows.getInt("open"),
                rows.getLong("waiting"),
                rows.getLong("in_flight"),
                Duration.ofMillis(Math.max(0, overdueMillis)));
    }
}
