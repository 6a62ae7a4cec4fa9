package io.headgate.metering.billing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.metering.finance.HandWrittenBooks;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.CurrentCatalog;
import io.headgate.schemas.sql.Migrations;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillingCopyIT {
    private static final Catalogue FIRST = HandWrittenBooks.catalogue(1, """
            billing: {cycle_day: 15, zone: Europe/Berlin, commitments: [
              {amount: "100.25", currency: EUR, from: 2026-01-01, to: 2026-12-31},
              {amount: "7", currency: USD, from: 2026-01-01, to: 2026-12-31}]}""");
    private static final Catalogue SECOND = HandWrittenBooks.catalogue(2, "billing: {cycle_day: 3}");

    @Test
    void tablesSayWhatTheNewestCatalogueSays() throws SQLException {
        try (HandWrittenBooks books = HandWrittenBooks.empty()) {
            CurrentCatalog catalogs = new CurrentCatalog();
            try (BillingCopy _ = BillingCopy.start(catalogs, books.dataSource())) {
                catalogs.swap(FIRST);
                await().atMost(30, SECONDS).until(() -> !billing(books).isEmpty());
                assertThat(billing(books)).containsExactly("mistral|1|UTC|1", "openai|15|Europe/Berlin|1");
                assertThat(commitments(books))
                        .containsExactly(
                                "openai|EUR|2026-01-01|2026-12-31|100.25", "openai|USD|2026-01-01|2026-12-31|7");
                assertThat(books.rows("SELECT provider, endpoint, region FROM provider_region"))
                        .containsExactly("openai|eu|eu-central");

                catalogs.swap(SECOND);
                await().atMost(30, SECONDS).until(() -> billing(books).contains("openai|3|UTC|2"));
                assertThat(commitments(books)).isEmpty();
            }
        }
    }

    @Test
    void anOlderCatalogueChangesNothing() throws SQLException {
        try (HandWrittenBooks books = HandWrittenBooks.empty()) {
            assertThat(BillingTables.write(books.dataSource(), SECOND)).isTrue();

            assertThat(BillingTables.write(books.dataSource(), FIRST)).isFalse();
            assertThat(BillingTables.write(books.dataSource(), SECOND)).isFalse();
            assertThat(billing(books)).containsExactly("mistral|1|UTC|2", "openai|3|UTC|2");
        }
    }

    @Test
    void itTriesAgain_whenTheTablesAreMadeLater() throws SQLException {
        try (HandWrittenBooks books = HandWrittenBooks.withoutTables()) {
            CurrentCatalog catalogs = new CurrentCatalog();
            catalogs.swap(FIRST);
            try (BillingCopy _ = BillingCopy.start(catalogs, books.dataSource())) {
                Migrations.migrate(books.dataSource());
                await().atMost(30, SECONDS).until(() -> billing(books).size() == 2);
            }
        }
    }

    private static List<String> billing(HandWrittenBooks books) throws SQLException {
        return books.rows("SELECT provider, cycle_day, zone, revision FROM provider_billing ORDER BY provider");
    }

    private static List<String> commitments(HandWrittenBooks books) throws SQLException {
        return books.rows("""
                SELECT provider, currency, first_day, last_day, trim_scale(amount) FROM provider_commitment
                ORDER BY provider, currency""");
    }
}
