package io.headgate.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.EmbeddedDatabase;
import io.headgate.deploy.embedded.ServerDirectory;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.sink.SinkState;
import io.headgate.schemas.message.Attempt;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresAwayIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private final ServerDirectory directory = ServerDirectory.temporary();
    private final EmbeddedDatabase database = new EmbeddedDatabase(directory, 0);
    private Installation installation;

    @BeforeEach
    void install() throws Exception {
        database.start();
        installation = new Installation(
                        TestServers.shared().bootstrapServers(),
                        TestServers.freshPrefix(PostgresAwayIT.class),
                        database.jdbcUrl(),
                        EmbeddedDatabase.USER,
                        EmbeddedDatabase.PASSWORD)
                .createTopics();
    }

    @AfterEach
    void close() {
        installation.close();
        database.close();
        directory.close();
    }

    @Test
    void catchesUpAndNothingElseStops_whenPostgresComesLateAndRestarts() {
        List<Attempt> all = new ArrayList<>();
        database.stop();
        try (MeteringStream metering = installation.metering()) {
            publish(all, 1);
            await().atMost(LONG).until(() -> metering.state().stream() == KafkaStreams.State.RUNNING);
            assertThat(metering.ready()).isFalse();

            database.start();
            awaitBooks(all);

            database.stop();
            publish(all, 2);
            await().atMost(LONG).until(() -> metering.state().ledger() instanceof SinkState.Waiting);
            assertThat(metering.state().stream()).isEqualTo(KafkaStreams.State.RUNNING);
            database.start();
            awaitBooks(all);
            await().atMost(LONG).until(metering::ready);
        }
    }

    @Test
    void nothingIsLostOrDoubled_whenConnectionsAreTerminatedAtWork() throws Exception {
        List<Attempt> all = new ArrayList<>();
        try (MeteringStream metering = installation.metering();
                Connection killer = DriverManager.getConnection(
                        database.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
                Statement statement = killer.createStatement()) {
            for (int round = 0; round < 20; round++) {
                publish(all, 100 + round);
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        + "WHERE pid <> pg_backend_pid() AND datname = current_database()");
            }
            awaitBooks(all);
        }
    }

    private void publish(List<Attempt> all, long seed) {
        List<Attempt> attempts = AttemptFixture.some(200, seed);
        installation.publish(attempts);
        all.addAll(attempts);
    }

    private void awaitBooks(List<Attempt> attempts) {
        await().atMost(LONG)
                .ignoreExceptions()
                .untilAsserted(() -> BooksReader.assertEqualTo(attempts, installation.pool()));
    }
}
