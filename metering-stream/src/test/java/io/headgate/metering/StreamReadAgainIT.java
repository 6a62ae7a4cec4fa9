package io.headgate.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.stream.StreamSettings;
import io.headgate.schemas.message.Attempt;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream reads attempts that it has read before: the rollups have them once. */
class StreamReadAgainIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String REPLAYED = "SELECT sum(replayed_attempts)::bigint FROM rollup_source";

    private final List<Attempt> before = AttemptFixture.some(600, 51);
    private final List<Attempt> after = AttemptFixture.some(200, 52);
    private Installation installation;

    @BeforeEach
    void bookSome() throws Exception {
        Servers servers = TestServers.shared();
        installation = new Installation(
                        servers.bootstrapServers(),
                        TestServers.freshPrefix(StreamReadAgainIT.class),
                        TestServers.freshDatabase(),
                        servers.jdbcUser(),
                        servers.jdbcPassword())
                .createTopics();
        try (MeteringStream metering = installation.metering()) {
            assertThat(metering.replays().known()).isZero();
            installation.publish(before);
            awaitBooks(before);
        }
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void totalsAreUnchanged_whenStateChangelogAndOffsetsAreAllDeleted() throws Exception {
        installation.forgetOffsets();
        installation.deleteTopic(StreamSettings.changelog(installation.kafka()));

        try (MeteringStream metering = installation.metering()) {
            await().atMost(LONG).until(() -> count(REPLAYED) == before.size());
            BooksReader.assertEqualTo(before, installation.pool());
            assertThat(metering.replays().known()).isEqualTo(before.size());
            awaitWhatComesThen();
        }
    }

    @Test
    void totalsAreUnchanged_whenTheOffsetsAreSetBack() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> half = new HashMap<>();
        long again = 0;
        try (Admin admin = Admin.create(installation.kafka().clientProperties())) {
            var offsets = admin.listConsumerGroupOffsets(application())
                    .partitionsToOffsetAndMetadata()
                    .get();
            for (Map.Entry<TopicPartition, OffsetAndMetadata> end : offsets.entrySet()) {
                long middle = end.getValue().offset() / 2;
                half.put(end.getKey(), new OffsetAndMetadata(middle));
                again += end.getValue().offset() - middle;
            }
            await().atMost(LONG)
                    .ignoreExceptionsInstanceOf(ExecutionException.class)
                    .until(() -> admin.alterConsumerGroupOffsets(application(), half)
                                    .all()
                                    .get()
                            == null);
        }

        long replayed = again;
        try (MeteringStream _ = installation.metering()) {
            await().atMost(LONG).until(() -> count(REPLAYED) == replayed);
            BooksReader.assertEqualTo(before, installation.pool());
            awaitWhatComesThen();
        }
    }

    private void awaitWhatComesThen() throws SQLException {
        installation.publish(after);
        awaitBooks(Stream.concat(before.stream(), after.stream()).toList());
        assertThat(count("SELECT sum(unclear_attempts)::bigint FROM rollup_source"))
                .isZero();
    }

    private void awaitBooks(List<Attempt> attempts) {
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> BooksReader.assertEqualTo(attempts, installation.pool()));
    }

    private String application() {
        return StreamSettings.applicationId(installation.kafka());
    }

    private long count(String sql) throws SQLException {
        return BooksReader.count(installation.pool(), sql);
    }
}
