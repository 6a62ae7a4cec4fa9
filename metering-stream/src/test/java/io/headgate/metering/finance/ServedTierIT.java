package io.headgate.metering.finance;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.AttemptFixture;
import io.headgate.metering.BooksReader;
import io.headgate.metering.BooksWriter;
import io.headgate.metering.Installation;
import io.headgate.metering.rerate.sql.Rerate;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.read.CatalogReader;
import io.headgate.schemas.catalog.read.ReadCatalog;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.sql.Migrations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same use served at three tiers: what the books, FOCUS and another price book say of each. */
class ServedTierIT {
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
    private static final Attempt STANDARD = AttemptFixture.completed("acme", "1", AT, 1_000_000, 0);
    private static final Attempt FLEX =
            served(AttemptFixture.completed("acme", "2", AT, 1_000_000, 0), new ServiceTier.Batch());
    private static final Attempt PRIORITY =
            served(AttemptFixture.completed("acme", "3", AT, 1_000_000, 0), new ServiceTier.Unquoted("priority"));

    private HikariDataSource database;

    @BeforeEach
    void book() throws SQLException {
        Servers servers = TestServers.shared();
        database = Installation.pool(TestServers.freshDatabase(), servers.jdbcUser(), servers.jdbcPassword());
        Migrations.migrate(database);
        BooksWriter.book(database, List.of(STANDARD, FLEX, PRIORITY));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theLedgerSaysAtWhich_andWhatIsNotKnownIsUnpriced() throws SQLException {
        assertThat(rows("""
                        SELECT batch, service_tier, price_id, trim_scale(cost), unpriced_reason
                        FROM usage_ledger ORDER BY request_id"""))
                .containsExactly(
                        "f|null|small-1|0.150000000001|null",
                        "t|batch|small-1+batch|0.075|null",
                        "f|priority|small-1|null|price small-1 has no rate for service tier priority");
        assertThat(BooksReader.ledger(database)).isEqualTo(BooksReader.log(List.of(STANDARD, FLEX, PRIORITY)));
    }

    /** Quantity × unit price is the cost of either, and use without a price is in the view of that. */
    @Test
    void focusHasAPriceOfItsOwnForBatchRates() throws SQLException {
        assertThat(rows("""
                        SELECT "SkuPriceId", "PricingCategory", "PricingQuantity", "ListUnitPrice", "BilledCost"
                        FROM finance.focus_cost_and_usage_v1_2 WHERE "x_Meter" = 'input'"""))
                .containsExactlyInAnyOrder(
                        "small-1+batch/input|Standard|1000000|0.000000075|0.075",
                        "small-1/input|Standard|1000000|0.000000150000000001|0.150000000001");
        assertThat(rows("""
                        SELECT "ConsumedQuantity" FROM finance.focus_unpriced WHERE "x_Meter" = 'input'""")).containsExactly("1000000");
    }

    @Test
    void anotherBookRatesEachAtItsTier_andWhatNoBookPricesNotAtAll() throws SQLException {
        Rerate.Span month = new Rerate.Span(AT.minusSeconds(3_600), AT.plusSeconds(3_600), null);

        Rerate.Outcome outcome = new Rerate(database, anotherBook(), _ -> {})
                .run(month, new Rerate.Posting("contract", "ada", Set.of()));

        assertThat(outcome.corrections()).isEqualTo(2);
        assertThat(rows("""
                        SELECT request_id, batch, service_tier, trim_scale(sum(cost)) FROM usage_ledger
                        GROUP BY 1, 2, 3 ORDER BY 1""")).containsExactly("1|f|null|2", "2|t|batch|1", "3|f|priority|null");
    }

    private static Attempt served(Attempt attempt, ServiceTier tier) {
        return AttemptFixture.served(attempt, tier);
    }

    private static Catalogue anotherBook() {
        String yaml = """
                providers:
                  sim: {adapter: openai, endpoints: {eu: {base_url: "https://one.example/v1"}}}
                models:
                  small:
                    provider: sim
                    provider_model: small-2026
                    context_window: 9
                    prices: [{from: 2026-01-01, currency: USD, input: "2", output: "4", batch: {input: "1"}}]
                routes:
                  all: {candidates: [{model: small}]}
                """;
        return ((ReadCatalog.Valid) new CatalogReader(Clock.systemUTC()).read(yaml, CatalogRevision.NONE)).catalogue();
    }

    private List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    values.add(String.valueOf(result.getString(column)));
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }
}
