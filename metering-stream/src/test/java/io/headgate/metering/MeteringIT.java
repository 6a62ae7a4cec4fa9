package io.headgate.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.sink.SinkState;
import io.headgate.schemas.message.Attempt;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeteringIT {
    private static final Duration LONG = Duration.ofSeconds(40);
    private Installation installation;

    @BeforeEach
    void install() throws Exception {
        Servers servers = TestServers.shared();
        installation = new Installation(
                        servers.bootstrapServers(),
                        TestServers.freshPrefix(MeteringIT.class),
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
    void ledgerAndRollupsEqualTheLog_whenAttemptsComeIn() {
        List<Attempt> attempts = AttemptFixture.some(3_000, 1);
        try (MeteringStream metering = installation.metering()) {
            installation.publish(attempts);
            awaitBooks(attempts);

            await().atMost(LONG).until(metering::ready);
            awaitNoLag();
        }
    }

    @Test
    void nothingIsDoubled_whenMeteringRestartsInBetween() {
        List<Attempt> all = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            try (MeteringStream metering = installation.metering()) {
                List<Attempt> attempts = AttemptFixture.some(500, 20 + round);
                all.addAll(attempts);
                installation.publish(attempts);
                // Closed while it is at work: some of it is in the store, some in increments, some in the books.
                await().atMost(LONG).until(() -> isAtWork(metering));
            }
        }
        try (MeteringStream metering = installation.metering()) {
            awaitBooks(all);
        }
    }

    @Test
    void everyAttemptIsBooked_whenARequestIdIsUsedAgain() {
        List<Attempt> attempts = AttemptFixture.some(50, 7);
        List<Attempt> all = new ArrayList<>(attempts);
        all.addAll(attempts);
        try (MeteringStream metering = installation.metering()) {
            installation.publish(attempts);
            installation.publish(attempts);

            awaitBooks(all);
            await().atMost(LONG).until(metering::ready);
        }
    }

    @Test
    void twoProcessesShareTheWork_whenBothRun() {
        List<Attempt> attempts = AttemptFixture.some(2_000, 3);
        try (MeteringStream one = installation.metering();
                MeteringStream other = installation.metering()) {
            await().atMost(LONG).until(() -> one.ready() && other.ready());
            installation.publish(attempts);
            awaitBooks(attempts);
        }
    }

    @Test
    void replayChangesNothing_whenOffsetsOfTheGroupsAreLost() throws Exception {
        List<Attempt> attempts = AttemptFixture.some(1_000, 4);
        try (MeteringStream metering = installation.metering()) {
            installation.publish(attempts);
            awaitBooks(attempts);
        }
        // What Kafka knows of the sinks is deleted; the positions in Postgres are what counts.
        try (Admin admin = Admin.create(installation.kafka().clientProperties())) {
            admin.deleteConsumerGroups(List.of(group())).all().get();
        }
        List<Attempt> more = AttemptFixture.some(100, 5);
        try (MeteringStream metering = installation.metering()) {
            installation.publish(more);
            attempts.addAll(more);
            awaitBooks(attempts);
        }
    }

    @Test
    void totalsAreUnchanged_whenAllStateOfTheStreamIsDeleted() throws Exception {
        List<Attempt> attempts = AttemptFixture.some(1_000, 6);
        try (MeteringStream metering = installation.metering()) {
            installation.publish(attempts);
            awaitBooks(attempts);
        }
        installation.deleteTopic(installation.kafka().topics().prefix() + "metering-lines-changelog");

        try (MeteringStream metering = installation.metering()) {
            List<Attempt> more = AttemptFixture.some(100, 8);
            installation.publish(more);
            attempts.addAll(more);
            awaitBooks(attempts);
        }
    }

    @Test
    void zombieWritesNothing_whenThePositionHasMovedOn() throws Exception {
        List<Attempt> attempts = AttemptFixture.some(200, 9);
        try (MeteringStream metering = installation.metering()) {
            installation.publish(attempts);
            awaitBooks(attempts);
            // As if another process had booked these partitions in the meantime, up to their ends.
            List<Attempt> bookedElsewhere = AttemptFixture.some(50, 10);
            Map<TopicPartition, Long> ends;
            try (Connection lock = installation.pool().getConnection();
                    Statement statement = lock.createStatement()) {
                lock.setAutoCommit(false);
                statement.execute("SELECT 1 FROM stream_position WHERE sink = 'ledger' FOR UPDATE");
                installation.publish(bookedElsewhere);
                ends = ends(installation.kafka().topics().attempts());
                for (var end : ends.entrySet()) {
                    statement.execute(
                            "UPDATE stream_position SET next_offset = %d WHERE sink = 'ledger' AND partition = %d"
                                    .formatted(end.getValue(), end.getKey().partition()));
                }
                lock.commit();
            }
            List<Attempt> later = AttemptFixture.some(30, 11);
            installation.publish(later);
            attempts.addAll(later);
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(BooksReader.ledger(installation.pool())).isEqualTo(BooksReader.log(attempts)));
        }
    }

    @Test
    void badRecordsAreSetAsideAndCounted_whenTheyCannotBeRead() throws Exception {
        List<Attempt> attempts = AttemptFixture.some(50, 12);
        byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
        try (MeteringStream metering = installation.metering()) {
            installation.publishRaw(installation.kafka().topics().attempts(), garbage);
            installation.publishRaw(installation.kafka().topics().attempts(), null);
            installation.publishRaw(installation.kafka().topics().increments(), garbage);
            installation.publishRaw(installation.kafka().topics().increments(), null);
            installation.publish(attempts);
            awaitBooks(attempts);

            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(ends(installation.kafka().topics().deadletters()).values().stream()
                                            .mapToLong(Long::longValue)
                                            .sum())
                                    .isGreaterThanOrEqualTo(2));
            assertThat(BooksReader.count(installation.pool(), "SELECT count(*) FROM metering_reject"))
                    .isEqualTo(2);
        }
    }

    private void awaitBooks(List<Attempt> attempts) {
        // At first the tables are not there yet.
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> BooksReader.assertEqualTo(attempts, installation.pool()));
    }

    private void awaitNoLag() {
        await().atMost(LONG).untilAsserted(() -> {
            Map<TopicPartition, Long> ends =
                    new HashMap<>(ends(installation.kafka().topics().attempts()));
            ends.putAll(ends(installation.kafka().topics().increments()));
            assertThat(committed()).isEqualTo(ends);
        });
    }

    private static boolean isAtWork(MeteringStream metering) {
        return metering.state().ledger() instanceof SinkState.Booking;
    }

    private String group() {
        return installation.kafka().topics().prefix() + "metering-ledger";
    }

    private Map<TopicPartition, Long> committed() throws Exception {
        try (Admin admin = Admin.create(installation.kafka().clientProperties())) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            admin.listConsumerGroupOffsets(group())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
            return offsets;
        }
    }

    private Map<TopicPartition, Long> ends(String topic) throws Exception {
        try (Admin admin = Admin.create(installation.kafka().clientProperties())) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            for (int partition = 0; partition < 3; partition++) {
                latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(latest).all().get();
            Map<TopicPartition, Long> offsets = new HashMap<>();
            ends.forEach((partition, end) -> offsets.put(partition, end.offset()));
            return offsets;
        }
    }
}
