package io.headgate.deploy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RestartIT {

    @Test
    void sameAddressAndRecords_whenTheBrokerStopsAndComesBack() throws Exception {
        try (ServerDirectory directory = ServerDirectory.temporary();
                EmbeddedBroker broker = new EmbeddedBroker(directory, 0)) {
            broker.start();
            String address = broker.bootstrapServers();
            Clients.createTopic(address, "records");
            try (var producer = Clients.producer(address)) {
                producer.send(new ProducerRecord<>("records", "before")).get();

                broker.stop();
                // In a thread of its own: without a broker a producer blocks until it knows the topic again.
                CompletableFuture<?> sentMeanwhile = CompletableFuture.supplyAsync(
                        () -> producer.send(new ProducerRecord<>("records", "meanwhile")), Thread::startVirtualThread);
                broker.start();
                sentMeanwhile.get(30, TimeUnit.SECONDS);
                producer.flush();
            }

            assertThat(broker.bootstrapServers()).isEqualTo(address);
            assertThat(Clients.read(address, "records", 2)).containsExactly("before", "meanwhile");
        }
    }

    @Test
    void sameAddressAndRows_whenTheDatabaseStopsAndComesBack() throws Exception {
        Path path;
        try (ServerDirectory directory = ServerDirectory.temporary();
                EmbeddedDatabase database = new EmbeddedDatabase(directory.within("postgres"), 0)) {
            path = directory.path();
            database.start();
            String url = database.jdbcUrl();
            Clients.execute(url, "CREATE TABLE prompts AS SELECT 7 AS id");

            database.stop();
            database.start();

            assertThat(database.jdbcUrl()).isEqualTo(url);
            assertThat(Clients.query(url, "SELECT id FROM prompts")).isEqualTo("7");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void dataAreStillThere_whenServersAreClosedAndStartedInTheSameDirectory(@TempDir Path directory) throws Exception {
        ServersConfig config = ServersConfig.keptIn(directory.resolve("with space"));
        try (Servers servers = EmbeddedServers.start(config)) {
            Clients.createTopic(servers.bootstrapServers(), "records");
            try (var producer = Clients.transactionalProducer(servers.bootstrapServers(), "writer")) {
                producer.beginTransaction();
                var _ = producer.send(new ProducerRecord<>("records", "kept"));
                producer.commitTransaction();
            }
            Clients.execute(servers.jdbcUrl(), "CREATE TABLE prompts AS SELECT 8 AS id");
            assertThat(Clients.query(servers.jdbcUrl(), "SHOW fsync")).isEqualTo("on");

            assertThatExceptionOfType(ServerException.class)
                    .isThrownBy(() -> EmbeddedServers.start(config))
                    .withMessageContaining("is in use");
        }
        try (Servers servers = EmbeddedServers.start(config)) {
            assertThat(Clients.read(servers.bootstrapServers(), "records", 1)).containsExactly("kept");
            assertThat(Clients.query(servers.jdbcUrl(), "SELECT id FROM prompts"))
                    .isEqualTo("8");
        }
    }

    @Test
    void started_whenAStaleProcessNumberIsLeftThatAnotherProgramHasNow() throws Exception {
        try (ServerDirectory directory = ServerDirectory.temporary();
                EmbeddedDatabase database = new EmbeddedDatabase(directory.within("postgres"), 0)) {
            database.start();
            database.stop();
            Path pidFile = directory.path().resolve("postgres/data/postmaster.pid");
            Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + pidFile.getParent() + "\n");

            database.start();

            assertThat(Clients.query(database.jdbcUrl(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void refusedAndStartedLater_whenAGivenPortIsTaken() throws Exception {
        try (ServerDirectory directory = ServerDirectory.temporary();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                EmbeddedBroker broker = new EmbeddedBroker(directory.within("kafka"), taken.getLocalPort());
                EmbeddedDatabase database = new EmbeddedDatabase(directory.within("postgres"), taken.getLocalPort())) {
            assertThatExceptionOfType(ServerException.class)
                    .isThrownBy(broker::start)
                    .withMessageContaining("port " + taken.getLocalPort());
            assertThatExceptionOfType(ServerException.class)
                    .isThrownBy(database::start)
                    .withMessageContaining("Address already in use");

            taken.close();
            broker.start();
            Clients.createTopic(broker.bootstrapServers(), "records");
            broker.stop();
            database.start();
            assertThat(Clients.query(database.jdbcUrl(), "SELECT 1")).isEqualTo("1");
        }
    }
}
