package io.headgate.metering.alert.books;

import io.headgate.metering.alert.Observation;
import io.headgate.metering.alert.Observations;
import io.headgate.metering.alert.Transition;
import io.headgate.metering.alert.Transitions;
import io.headgate.metering.alert.watch.Watches;
import io.headgate.schemas.catalog.Catalogue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * One look at the books. What is seen, what is decided and whom it is to be told are one transaction, so that a kill at
 * any moment loses and doubles nothing; of several processes one looks at a time.
 */
public final class AlertRound {
    /** A stopped process must not keep the lock, and no look takes a minute. */
    private static final String LIMITS = """
            SELECT set_config('idle_in_transaction_session_timeout', '30s', true),
                   set_config('statement_timeout', '60s', true)""";

    // The transaction reads what is committed when each statement begins: what the one before us told is seen.
    private static final String ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('headgate-alerts'))";
    private static final int NETWORK_TIMEOUT_MS = 90_000;

    private final DataSource dataSource;
    private final BooksReading reading;

    public AlertRound(DataSource dataSource, QuotaSource quotas) {
        this.dataSource = dataSource;
        this.reading = new BooksReading(quotas);
    }

    /** The same, with nothing seen elsewhere. */
    public List<Transition> look(Catalogue catalogue, Instant now) throws SQLException {
        return look(catalogue, now, List.of());
    }

    /**
     * Looks, decides and records; blocks.
     *
     * @param elsewhere what was seen elsewhere than in the books
     * @return what is to be told; empty as well when another process is looking
     * @throws SQLException when Postgres does not answer, or its tables are not there yet
     */
    public List<Transition> look(Catalogue catalogue, Instant now, List<? extends Observation> elsewhere)
            throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MS);
            connection.setAutoCommit(false);
            boolean committed = false;
            try {
                execute(connection, LIMITS);
                List<Transition> told = execute(connection, ALONE)
                        ? decideAndRecord(connection, catalogue, now.truncatedTo(ChronoUnit.MILLIS), elsewhere)
                        : List.of();
                connection.commit();
                committed = true;
                return told;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        }
    }

    private List<Transition> decideAndRecord(
            Connection connection, Catalogue catalogue, Instant now, List<? extends Observation> elsewhere)
            throws SQLException {
        List<Observation> all = new ArrayList<>(reading.read(connection, catalogue, now));
        all.addAll(elsewhere);
        Observations seen = Observations.of(all);
        List<Transition> decided = Transitions.decide(
                Watches.look(catalogue.alertRules(), seen, now), AlertTable.known(connection, now), now);
        List<Transition> recorded = new ArrayList<>();
        for (Transition transition : decided) {
            if (AlertTable.record(
                    connection,
                    transition,
                    Receiver.all(catalogue, transition.alert().kind()))) {
                recorded.add(transition);
            }
        }
        return recorded;
    }

    /** Whether the first column of the first row is true. */
    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() && "t".equals(row.getString(1));
        }
    }
}
