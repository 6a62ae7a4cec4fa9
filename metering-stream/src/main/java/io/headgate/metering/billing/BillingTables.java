package io.headgate.metering.billing;

import io.headgate.schemas.catalog.Billing;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The tables {@code provider_billing}, {@code provider_commitment} and {@code provider_region}: what one revision says, whole.
 * Blocks.
 */
final class BillingTables {
    // Writers take turns, readers go on: what is read below stays so until the commit.
    private static final String LOCK = "LOCK TABLE provider_billing IN EXCLUSIVE MODE";
    private static final String REVISION = "SELECT max(revision) FROM provider_billing";
    private static final String CLEAR = "DELETE FROM provider_billing";
    private static final String BILLING =
            "INSERT INTO provider_billing (provider, cycle_day, zone, revision) VALUES (?, ?, ?, ?)";
    private static final String COMMITMENT = """
            INSERT INTO provider_commitment (provider, currency, first_day, last_day, amount) VALUES (?, ?, ?, ?, ?)""";

    private static final String REGION = "INSERT INTO provider_region (provider, endpoint, region) VALUES (?, ?, ?)";

    private BillingTables() {}

    /**
     * Writes what a catalogue says in place of what is there, unless that is of a newer one, or of the same.
     *
     * @return whether anything was written
     */
    static boolean write(DataSource dataSource, Catalogue catalogue) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean older = seen(connection) < catalogue.revision().number();
                if (older) {
                    replace(connection, catalogue);
                }
                connection.commit();
                return older;
            } catch (SQLException failure) {
                connection.rollback();
                throw failure;
            }
        }
    }

    /** The revision that the tables are of; 0 when they are empty. */
    private static long seen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
            try (ResultSet row = statement.executeQuery(REVISION)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void replace(Connection connection, Catalogue catalogue) throws SQLException {
        try (Statement clear = connection.createStatement();
                PreparedStatement billings = connection.prepareStatement(BILLING);
                PreparedStatement commitments = connection.prepareStatement(COMMITMENT);
                PreparedStatement regions = connection.prepareStatement(REGION)) {
            clear.execute(CLEAR);
            for (Provider provider : catalogue.providers().values()) {
                Billing billing = provider.billing();
                billings.setString(1, provider.name().value());
                billings.setInt(2, billing.cycleDay());
                billings.setString(3, billing.zone().getId());
                billings.setLong(4, catalogue.revision().number());
                billings.addBatch();
                for (Billing.Commitment commitment : billing.commitments()) {
                    add(commitments, provider, commitment);
                }
                for (Provider.Endpoint endpoint : provider.endpoints()) {
                    add(regions, provider, endpoint);
                }
            }
            billings.executeBatch();
            commitments.executeBatch();
            regions.executeBatch();
        }
    }

    private static void add(PreparedStatement regions, Provider provider, Provider.Endpoint endpoint)
            throws SQLException {
        if (endpoint.region() == null) {
            return;
        }
        regions.setString(1, provider.name().value());
        regions.setString(2, endpoint.name().value());
        regions.setString(3, endpoint.region());
        regions.addBatch();
    }

    private static void add(PreparedStatement commitments, Provider provider, Billing.Commitment commitment)
            throws SQLException {
        commitments.setString(1, provider.name().value());
        commitments.setString(2, commitment.amount().currency().getCurrencyCode());
        commitments.setObject(3, commitment.from());
        commitments.setObject(4, commitment.to());
        commitments.setBigDecimal(5, commitment.amount().amount());
        commitments.addBatch();
    }
}
