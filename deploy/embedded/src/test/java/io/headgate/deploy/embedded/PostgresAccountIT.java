package io.headgate.deploy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class PostgresAccountIT {

    /** Both ways in turn on the same data: a machine may allow namespaces today and forbid them tomorrow. */
    @ParameterizedTest
    @EnumSource(names = {"NAMESPACE", "NOBODY"})
    void dataAreReadableUnderTheOther_whenRootStartedPostgresUnderOne(PostgresAccount first) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root needs another account");
        assumeTrue(Stream.of(PostgresAccount.NAMESPACE, PostgresAccount.NOBODY).allMatch(PostgresAccount::works));
        PostgresAccount second = first == PostgresAccount.NOBODY ? PostgresAccount.NAMESPACE : PostgresAccount.NOBODY;
        try (ServerDirectory directory = ServerDirectory.temporary()) {
            try (EmbeddedDatabase database = new EmbeddedDatabase(directory.within("postgres"), 0, first)) {
                database.start();
                Clients.execute(database.jdbcUrl(), "CREATE TABLE prompts AS SELECT 5 AS id");
            }
            try (EmbeddedDatabase database = new EmbeddedDatabase(directory.within("postgres"), 0, second)) {
                database.start();
                assertThat(Clients.query(database.jdbcUrl(), "SELECT id FROM prompts"))
                        .isEqualTo("5");
            }
        }
    }
}
