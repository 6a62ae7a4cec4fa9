package io.headgate.metering;

import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.schemas.message.Attempt;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeteringKilledIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int KILLS = 2;
    private static final long SEED = 42;

    @Test
    void booksEqualTheLog_whenTheProcessIsKilledAtRandomMoments() throws Exception {
        Servers servers = TestServers.shared();
        String prefix = TestServers.freshPrefix(MeteringKilledIT.class);
        String database = TestServers.freshDatabase();
        List<String> arguments =
                List.of(servers.bootstrapServers(), prefix, database, servers.jdbcUser(), servers.jdbcPassword());
        Random random = new Random(SEED);
        List<Attempt> all = new ArrayList<>();
        try (Installation installation = new Installation(
                        servers.bootstrapServers(), prefix, database, servers.jdbcUser(), servers.jdbcPassword())
                .createTopics()) {
            for (int kill = 0; kill < KILLS; kill++) {
                Process process = MeteringProcess.start(arguments);
                try {
                    long before = booked(installation);
                    publishUntil(installation, all, kill, before + 1 + random.nextInt(400));
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }
            Process last = MeteringProcess.start(arguments);
            try {
                await().atMost(LONG).untilAsserted(() -> BooksReader.assertEqualTo(all, installation.pool()));
            } finally {
                last.destroyForcibly().waitFor();
            }
        }
    }

    /** Publishes all the time, so that the kill meets it at work, until so many are booked. */
    private static void publishUntil(Installation installation, List<Attempt> all, int kill, long booked) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> {
            List<Attempt> attempts = AttemptFixture.some(20, 1_000_000L * kill + all.size());
            installation.publish(attempts);
            all.addAll(attempts);
            return booked(installation) >= booked;
        });
    }

    private static long booked(Installation installation) {
        try {
            return BooksReader.count(
                    installation.pool(), "SELECT coalesce(sum(attempts), 0)::bigint FROM rollup_minute");
        } catch (SQLException notMigratedYet) {
            return 0;
        }
    }
}
