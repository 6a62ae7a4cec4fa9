package io.headgate.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.repair.BooksRepair;
import io.headgate.metering.repair.Repaired;
import io.headgate.metering.repair.Rest;
import io.headgate.metering.stream.StreamSettings;
import io.headgate.schemas.message.Attempt;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that the stream has counted and not emitted is lost, its changelog too: the ledger has it, and the rollups get it back. */
class StateLostIT {
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final String DISAGREE = "SELECT count(*) FROM finance.books_check WHERE NOT agrees";

    private Installation installation;

    @BeforeEach
    void install() throws Exception {
        Servers servers = TestServers.shared();
        installation = new Installation(
                        servers.bootstrapServers(),
                        TestServers.freshPrefix(StateLostIT.class),
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
    void totalsAreTheLogsAgain_whenStateAndChangelogAreDeletedInMidSecond() throws Exception {
        List<Attempt> lost = AttemptFixture.some(300, 31);
        List<Attempt> later = AttemptFixture.some(200, 32);
        BooksRepair books = new BooksRepair(installation.pool(), new Rest(installation.kafka()));
        try (MeteringStream neverEmits = installation.metering(seldom(Duration.ofHours(1)))) {
            installation.publish(lost);
            await().atMost(LONG).until(() -> committed() == lost.size());
            await().atMost(LONG).until(() -> inLedger() == lost.size());
            assertThat(books.repair(NOVEMBER, "ada"))
                    .as("the changelog has it still: repaired now, it would be twice there")
                    .isInstanceOf(Repaired.NotAtRest.class);
        }
        installation.deleteTopic(StreamSettings.changelog(installation.kafka()));
        try (MeteringStream metering = installation.metering()) {
            installation.publish(later);
            await().atMost(LONG).until(() -> inLedger() == lost.size() + later.size());
            assertThat(count(DISAGREE)).isPositive();

            await().atMost(LONG).until(() -> books.repair(NOVEMBER, "ada") instanceof Repaired.Compared);

            assertThat(count(DISAGREE)).isZero();
            assertThat(count("SELECT sum(attempts)::bigint FROM rollup_month")).isEqualTo(lost.size() + later.size());
        }
        installation.forgetOffsets();
        try (MeteringStream _ = installation.metering()) {
            await().atMost(LONG)
                    .until(
                            () -> count("SELECT sum(replayed_attempts)::bigint FROM rollup_source"),
                            again -> again == lost.size() + later.size());
            assertThat(count("SELECT sum(attempts)::bigint FROM rollup_month"))
                    .as("what was repaired is not added again, though no increment of it was ever booked")
                    .isEqualTo(lost.size() + later.size());
        }
    }

    private static MeteringConfig seldom(Duration emitEvery) {
        MeteringConfig usual = Installation.config();
        return new MeteringConfig(
                usual.streamThreads(),
                usual.standbyReplicas(),
                emitEvery,
                usual.maxLinesPerEmission(),
                usual.maxRecordsPerBatch(),
                usual.retryFrom(),
                usual.retryUpTo(),
                usual.keptLedgerMonths());
    }

    /** How many records the stream has taken in, by its last transaction. */
    private long committed() throws Exception {
        try (Admin admin = Admin.create(installation.kafka().clientProperties())) {
            return admin
                    .listConsumerGroupOffsets(StreamSettings.applicationId(installation.kafka()))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(position -> position == null ? 0 : position.offset())
                    .sum();
        }
    }

    /** At first the table is not there yet. */
    private long inLedger() {
        try {
            return count("SELECT count(*) FROM usage_ledger");
        } catch (SQLException notYet) {
            return -1;
        }
    }

    private long count(String sql) throws SQLException {
        return BooksReader.count(installation.pool(), sql);
    }
}
