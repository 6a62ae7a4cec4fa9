package io.headgate.metering.orphan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.AttemptFixture;
import io.headgate.metering.Installation;
import io.headgate.metering.MeteringStream;
import io.headgate.schemas.message.Attempt;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On real servers: intents in any partition, attempts in their tenant's, metering away when some of it is written. */
class OrphanFinderIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Instant START = AttemptFixture.START;

    private Installation installation;

    @BeforeEach
    void install() throws Exception {
        Servers servers = TestServers.shared();
        installation = new Installation(
                        servers.bootstrapServers(),
                        TestServers.freshPrefix(OrphanFinderIT.class),
                        TestServers.freshDatabase(),
                        servers.jdbcUser(),
                        servers.jdbcPassword())
                .createTopics();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void callsWithoutOutcomeAreInTheLedgerOnce_alsoWhenMeteringWasAway() {
        Set<String> orphans = new TreeSet<>();
        try (MeteringStream metering = installation.metering()) {
            orphans.addAll(calls("first"));
            await().atMost(LONG).until(metering::ready);
        }
        // All of it is older than the wait by the time it is read; its outcomes are read as well before anything is
        // given up.
        orphans.addAll(calls("away"));
        try (MeteringStream metering = installation.metering()) {
            awaitOrphans(orphans);
            orphans.addAll(calls("last"));
            awaitOrphans(orphans);
        }
    }

    /** Forty calls: every fourth has no outcome, and of every fifth it was written before the intent. */
    private List<String> calls(String name) {
        List<String> orphans = new ArrayList<>();
        List<Attempt> outcomes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String request = name + "-" + i;
            Attempt outcome = AttemptFixture.completed("acme", request, START.plusSeconds(i), 10, 1);
            if (i % 4 == 0) {
                orphans.add(request + "/1");
            } else if (i % 5 == 0) {
                installation.publish(List.of(outcome));
            } else {
                outcomes.add(outcome);
            }
            installation.publishRaw(
                    installation.kafka().topics().intents(),
                    Installation.CODECS
                            .intent()
                            .encode(AttemptFixture.intent("acme", request, START.plusSeconds(i), 1)));
        }
        installation.publish(outcomes);
        return orphans;
    }

    private void awaitOrphans(Set<String> expected) {
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> assertThat(orphans()).containsExactlyInAnyOrderElementsOf(expected));
    }

    private List<String> orphans() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var connection = installation.pool().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT attempt_id FROM usage_ledger
                        WHERE kind = 'orphan' AND status = 'unknown' AND cost IS NULL AND upper_bound = 0.25
                            AND upper_bound_currency = 'USD' AND project = 'search' AND price_id = 'small@2026'""")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
