package io.headgate.deploy.cli.demo;

import io.headgate.schemas.process.Database;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Postgres says: the ledger, and the rollups that must agree with it. */
final class Books implements AutoCloseable {
    private final Connection connection;

    /** A sum over attempts. {@code cost} is exact; zero where nothing was priced. */
    record Sum(long attempts, long inputTokens, long outputTokens, BigDecimal cost) {
        static final Sum NOTHING = new Sum(0, 0, 0, BigDecimal.ZERO);

        /** Equal in value; a decimal's trailing zeros mean nothing. */
        boolean sameAs(Sum other) {
            return attempts == other.attempts
                    && inputTokens == other.inputTokens
                    && outputTokens == other.outputTokens
                    && cost.compareTo(other.cost) == 0;
        }
    }

    /** Spend of one tenant on one model. */
    record Spend(
            String tenant, String model, Sum sum, @Nullable String currency, long unpriced) {}

    private Books(Connection connection) {
        this.connection = connection;
    }

    static Books open(Database database) throws SQLException {
        return new Books(DriverManager.getConnection(database.url(), database.user(), database.password()));
    }

    /** Attempts in the ledger. */
    long attempts() throws SQLException {
        return total("SELECT count(*), 0, 0, 0 FROM usage_ledger").attempts();
    }

    /** Completed attempts by provider: what a provider should have billed. */
    Map<String, Sum> completedByProvider() throws SQLException {
        Map<String, Sum> sums = new TreeMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                        SELECT count(*), sum(input_tokens), sum(output_tokens), coalesce(sum(cost), 0), provider
                        FROM usage_ledger WHERE status = 'completed' GROUP BY provider""");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                sums.put(rows.getString(5), sum(rows));
            }
        }
        return sums;
    }

    /** Attempts whose fate nobody knows: they may have been billed. */
    long unknown() throws SQLException {
        return total("SELECT count(*), 0, 0, 0 FROM usage_ledger WHERE status = 'unknown'")
                .attempts();
    }

    Sum ledger() throws SQLException {
        return total("""
                SELECT count(*), coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cost), 0)
                FROM usage_ledger""");
    }

    Sum rollups() throws SQLException {
        return total("""
                SELECT coalesce(sum(attempts), 0), coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0),
                       coalesce(sum(cost), 0)
                FROM finance.spend_by_day""");
    }

    List<Spend> spend() throws SQLException {
        List<Spend> spend = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                        SELECT sum(attempts), sum(input_tokens), sum(output_tokens), coalesce(sum(cost), 0),
                               tenant, model, max(currency), sum(unpriced)
                        FROM finance.spend_by_day WHERE completed > 0
                        GROUP BY tenant, model ORDER BY tenant, model""");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                spend.add(
                        new Spend(rows.getString(5), rows.getString(6), sum(rows), rows.getString(7), rows.getLong(8)));
            }
        }
        return spend;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private Sum total(String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return sum(rows);
        }
    }

    private static Sum sum(ResultSet rows) throws SQLException {
        return new Sum(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getBigDecimal(4));
    }
}
