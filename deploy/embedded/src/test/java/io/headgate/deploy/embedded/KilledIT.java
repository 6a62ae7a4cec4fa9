package io.headgate.deploy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KilledIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path temporary;

    private Path directory;

    @BeforeEach
    void makeDirectory() throws Exception {
        directory = temporary.toRealPath();
    }

    @Test
    void dataAreStillThere_whenTheJvmWasKilledAndStartedAgainAtOnce() throws Exception {
        try (ChildServers killed = ChildServers.start("--data", directory.toString())) {
            write(killed);
            killed.kill();
        }
        try (ChildServers again = ChildServers.start("--data", directory.toString())) {
            assertThatDataAreThere(again);
            assertThat(again.stop()).isZero();
        }
        assertThat(ChildServers.processesIn(directory)).isEmpty();
    }

    @Test
    void orphanIsStoppedFirst_whenNothingWasLeftToStopIt() throws Exception {
        try (ChildServers killed = ChildServers.start("--data", directory.toString())) {
            write(killed);
            ChildServers.processesIn(directory).stream()
                    .filter(process -> process.info().commandLine().orElse("").contains("postgres-keeper"))
                    .forEach(ProcessHandle::destroyForcibly);
            killed.kill();
        }
        var orphans = ChildServers.processesIn(directory);
        assertThat(orphans).hasSize(1);

        try (ChildServers again = ChildServers.start("--data", directory.toString())) {
            assertThatDataAreThere(again);
            assertThat(ChildServers.processesIn(directory)).doesNotContainAnyElementsOf(orphans);
            assertThat(again.stop()).isZero();
        }
        assertThat(ChildServers.processesIn(directory)).isEmpty();
    }

    @Test
    void nothingRunsOn_whenTheJvmIsKilledAndNeverStartedAgain() throws Exception {
        try (ChildServers killed = ChildServers.start("--data", directory.toString())) {
            assertThat(ChildServers.processesIn(directory)).hasSizeGreaterThanOrEqualTo(2);
            killed.kill();
        }

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ChildServers.processesIn(directory)).isEmpty());
    }

    @Test
    void temporaryDirectoryIsCleared_whenTheJvmThatMadeItWasKilled() throws Exception {
        ServerDirectory mine = ServerDirectory.temporary();
        Path abandoned;
        try (ChildServers killed = ChildServers.start()) {
            abandoned = Path.of(Clients.query(killed.jdbcUrl(), "SHOW data_directory"));
            killed.kill();
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ChildServers.processesIn(abandoned)).isEmpty());
        assertThat(abandoned).exists();

        ServerDirectory.temporary().close();

        assertThat(abandoned).doesNotExist();
        assertThat(mine.path()).exists();
        mine.close();
        assertThat(mine.path()).doesNotExist();
    }

    @Test
    void readersGoOn_whenTransactionsWereEndingInTheMomentOfTheKill() throws Exception {
        int partitions = 8;
        try (ChildServers killed = ChildServers.start("--data", directory.toString());
                CommitsWithoutEnd commits = new CommitsWithoutEnd(killed.bootstrap(), "records", partitions)) {
            commits.awaitCommits(400);
            killed.kill();
        }
        try (ChildServers again = ChildServers.start("--data", directory.toString())) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(Clients.ends(
                                    again.bootstrap(), "records", partitions, IsolationLevel.READ_COMMITTED))
                            .isEqualTo(Clients.ends(
                                    again.bootstrap(), "records", partitions, IsolationLevel.READ_UNCOMMITTED)));
        }
    }

    @Test
    void dataAreStillThere_whenItIsKilledAgainBeforeItsBrokerIsKnown() throws Exception {
        try (ChildServers killed = ChildServers.start("--data", directory.toString())) {
            write(killed);
            killed.kill();
        }
        KilledBroker.unregister(directory.resolve("kafka/log"), oneBroker());
        try (ChildServers again = ChildServers.start("--data", directory.toString())) {
            assertThatDataAreThere(again);
        }
    }

    private static BrokerCluster oneBroker() {
        int[] ports = Ports.free(2);
        return BrokerCluster.ofOne(ports[0], ports[1]);
    }

    private static void write(ChildServers servers) throws Exception {
        Clients.createTopic(servers.bootstrap(), "records");
        try (var producer = Clients.producer(servers.bootstrap())) {
            producer.send(new ProducerRecord<>("records", "kept")).get();
        }
        Clients.execute(servers.jdbcUrl(), "CREATE TABLE prompts AS SELECT 9 AS id");
    }

    private static void assertThatDataAreThere(ChildServers servers) throws SQLException {
        assertThat(Clients.query(servers.jdbcUrl(), "SELECT id FROM prompts")).isEqualTo("9");
        assertThat(Clients.read(servers.bootstrap(), "records", 1)).containsExactly("kept");
    }
}
