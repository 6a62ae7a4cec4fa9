package io.headgate.metering.finance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.BooksReader;
import io.headgate.metering.Installation;
import io.headgate.metering.billing.BillingCopy;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.sql.Migrations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/** A database with the books of {@code finance/books.sql} and the rollups that follow from them. */
public final class HandWrittenBooks implements AutoCloseable {
    private final HikariDataSource database;

    private HandWrittenBooks(HikariDataSource database) {
        this.database = database;
    }

    /** Books of their own, with openai's billing day and commitment. */
    public static HandWrittenBooks open() throws SQLException {
        HandWrittenBooks books = empty();
        try (Connection connection = books.database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(resource("books.sql"));
            statement.execute(resource("rollups.sql"));
            connection.commit();
        }
        try (BillingCopy _ = BillingCopy.start(CatalogSource.fixed(catalogue(1, """
                billing: {cycle_day: 15, zone: America/Los_Angeles, commitments: [
                  {amount: "122", currency: USD, from: 2026-10-15, to: 2026-12-14}]}""")), books.database)) {
            await().atMost(30, SECONDS)
                    .until(
                            () -> BooksReader.count(books.database, "SELECT count(*) FROM provider_billing"),
                            n -> n == 2);
        }
        return books;
    }

    /** Tables and views alone. */
    public static HandWrittenBooks empty() {
        HandWrittenBooks books = withoutTables();
        Migrations.migrate(books.database);
        return books;
    }

    /** A database with nothing in it. */
    public static HandWrittenBooks withoutTables() {
        Servers servers = TestServers.shared();
        return new HandWrittenBooks(
                Installation.pool(TestServers.freshDatabase(), servers.jdbcUser(), servers.jdbcPassword()));
    }

    /** A catalogue with the providers openai, which bills so, and mistral. */
    public static Catalogue catalogue(long revision, String billing) {
        String yaml = """
                providers:
                  openai:
                    adapter: openai
                    endpoints: {eu: {base_url: "https://openai.example/v1", region: eu-central}}
                %s
                  mistral:
                    adapter: openai
                    endpoints: {eu: {base_url: "https://mistral.example/v1"}}
                models:
                  small: {provider: openai, provider_model: small-2026, context_window: 1000}
                  large: {provider: mistral, provider_model: large-2026, context_window: 1000}
                routes:
                  fast-text: {candidates: [{model: small}, {model: large}]}
                """.formatted(billing.indent(4));
        return ((ReadCatalog.Valid) new CatalogReader(InstantSource.system()).read(yaml, new CatalogRevision(revision)))
                .catalogue();
    }

    public DataSource dataSource() {
        return database;
    }

    /** What a query answers: a line per row, {@code |} between its columns. */
    public List<String> rows(String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return rows(connection, sql);
        }
    }

    /** What a query would answer after a change, which is not kept. */
    public List<String> rowsAfter(String change, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                assertThat(statement.executeUpdate(change)).as(change).isPositive();
                return rows(connection, sql);
            } finally {
                connection.rollback();
            }
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    values.add(String.valueOf(rows.getString(column)));
                }
                lines.add(String.join("|", values));
            }
            return lines;
        }
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    /** A text beside {@code books.sql}. */
    static String resource(String name) {
        try (InputStream in = HandWrittenBooks.class.getResourceAsStream("/finance/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
