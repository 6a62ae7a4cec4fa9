package io.headgate.metering.alert.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.BooksReader;
import io.headgate.metering.Installation;
import io.headgate.metering.alert.Observation.Quota;
import io.headgate.metering.alert.Transition;
import io.headgate.metering.alert.books.BookEntries.Line;
import io.headgate.metering.report.AlertReport;
import io.headgate.schemas.catalog.AlertRule;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Alert.State;
import io.headgate.schemas.sql.Migrations;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertRoundIT {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private HikariDataSource pool;
    private BookEntries books;
    private List<Quota> quotas = List.of();
    private AlertRound round;

    @BeforeEach
    void migrate() {
        Servers servers = TestServers.shared();
        pool = Installation.pool(TestServers.freshDatabase(), servers.jdbcUser(), servers.jdbcPassword());
        Migrations.migrate(pool);
        books = new BookEntries(pool);
        round = new AlertRound(pool, (connection, now) -> quotas);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void budget_isRecordedOnce_withWhatIsToBeTold_andOverOnce() throws SQLException {
        Catalogue catalogue = AlertCatalogues.watching(AlertRule.Kind.BUDGET);
        assertThat(look(catalogue, "49")).isEmpty();
        assertThat(look(catalogue, "51")).containsExactly(State.RAISED);
        assertThat(look(catalogue, "49")).isEmpty();
        assertThat(look(catalogue, "51")).isEmpty();
        assertThat(BooksReader.count(pool, "SELECT count(*) FROM alert_outbox WHERE receiver = 'topic'"))
                .isEqualTo(1);
        assertThat(BooksReader.count(pool, "SELECT count(*) FROM alert_outbox WHERE receiver = 'webhook:own'"))
                .isEqualTo(1);

        quotas = List.of();
        assertThat(look(catalogue)).containsExactly(State.RESOLVED);
        assertThat(look(catalogue)).isEmpty();
        assertThat(look(catalogue, "51")).as("once per window").isEmpty();

        AlertReport.Row row = AlertReport.read(pool, new AlertReport.Query(true, new TenantId("acme"), 10))
                .getFirst();
        assertThat(row.state()).isEqualTo("resolved");
        assertThat(row.seen()).isEqualByComparingTo("0.51");
        assertThat(row.message()).contains("51 % of the limit on cost per month in USD");
        assertThat(AlertReport.read(pool, new AlertReport.Query(false, null, 10)))
                .isEmpty();
    }

    @Test
    void nothingIsRecorded_whenWhatIsToBeToldCannotBe() throws SQLException {
        Catalogue catalogue = AlertCatalogues.watching(AlertRule.Kind.BUDGET);
        books.execute("ALTER TABLE alert_outbox ADD CONSTRAINT broken CHECK (receiver <> 'webhook:own')");
        assertThatThrownBy(() -> look(catalogue, "51")).isInstanceOf(SQLException.class);
        assertThat(BooksReader.count(pool, "SELECT count(*) FROM alert")).isZero();

        books.execute("ALTER TABLE alert_outbox DROP CONSTRAINT broken");
        assertThat(look(catalogue, "51")).containsExactly(State.RAISED);
    }

    @Test
    void oneProcessLooksAtATime() throws SQLException {
        Catalogue catalogue = AlertCatalogues.watching(AlertRule.Kind.BUDGET);
        try (Connection other = pool.getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT pg_advisory_xact_lock(hashtext('headgate-alerts'))");
            assertThat(look(catalogue, "51")).isEmpty();
            other.rollback();
        }
        assertThat(look(catalogue, "51")).containsExactly(State.RAISED);
    }

    @Test
    void everyKind_isFoundInTheBooks() throws SQLException {
        LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
        for (int back = 1; back <= 28; back++) {
            books.day(today.minusDays(back), new Line("acme", "small", 200, 200, 0, "2"));
        }
        books.day(today, new Line("acme", "small", 20, 20, 0, "20"));
        books.day(today, new Line("acme", "large", 150, 150, 0, "1"));
        books.hour(NOW.truncatedTo(ChronoUnit.HOURS), new Line("acme", "small", 30, 10, 20, null));
        books.minute(NOW.truncatedTo(ChronoUnit.MINUTES), new Line("acme", "small", 30, 10, 20, null));
        books.ledger("orphan", null, NOW.minusSeconds(1), 1);
        for (int i = 0; i < 4; i++) {
            books.ledger("attempt", "contract_violation", NOW.minusSeconds(1), 2 + i);
        }
        failures("provider_unavailable", 8, 10);
        books.openRequest(NOW.minus(Duration.ofDays(4)));
        quotas = List.of(quota("100"));

        List<Transition> told = round.look(AlertCatalogues.watching(AlertRule.Kind.values()), NOW);

        assertThat(told.stream().map(each -> each.alert().kind()).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(AlertRule.Kind.values())
                        .filter(kind -> kind != AlertRule.Kind.REQUEST_DRIFT)
                        .map(kind -> Alert.Kind.valueOf(kind.name()))
                        .toList());
        assertThat(round.look(AlertCatalogues.watching(AlertRule.Kind.values()), NOW))
                .isEmpty();
    }

    @Test
    void aProvider_isNotBlamedForWhatRequestsAreAtFaultFor() throws SQLException {
        Catalogue catalogue = AlertCatalogues.watching(AlertRule.Kind.PROVIDER_ERRORS);
        books.hour(NOW.truncatedTo(ChronoUnit.HOURS), new Line("acme", "small", 40, 10, 30, "1"));
        books.minute(NOW.truncatedTo(ChronoUnit.MINUTES), new Line("acme", "small", 40, 10, 30, "1"));
        failures("provider_bad_request", 12, 1);
        failures("context_too_long", 12, 20);
        failures("provider_timeout", 6, 40);
        assertThat(look(catalogue)).isEmpty();

        failures("provider_garbage", 4, 60);
        assertThat(look(catalogue)).containsExactly(State.RAISED);
    }

    @Test
    void whatIsUnpriced_isToldWithWhatIsMissing_aPriceOrARate() throws SQLException {
        Instant hour = NOW.truncatedTo(ChronoUnit.HOURS);
        books.unpriced(hour, "small", 3, "small@1-abc");
        books.unpriced(hour, "large", 4, null);
        books.unpriced(hour, "other", 5, "other@1-abc");
        books.unpriced(hour, "other", 6, null);

        assertThat(round.look(AlertCatalogues.watching(AlertRule.Kind.UNPRICED), NOW))
                .extracting(told -> told.alert().message())
                .satisfiesExactlyInAnyOrder(
                        small -> assertThat(small)
                                .contains("small: 3 attempts without a price")
                                .contains("; add rates to its price for the service tiers and meters"),
                        large -> assertThat(large)
                                .contains("large: 4 attempts without a price")
                                .endsWith("; add one to its prices"),
                        other -> assertThat(other)
                                .contains("other: 11 attempts without a price")
                                .contains("; add one to its prices, and add rates to its price"));
    }

    private void failures(String code, int count, long firstOffset) throws SQLException {
        for (int i = 0; i < count; i++) {
            books.ledger("attempt", code, NOW.minusSeconds(1), firstOffset + i);
        }
    }

    @Test
    void driftOfARequest_isFoundInTheBooks() throws SQLException {
        LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
        for (int back = 1; back <= 7; back++) {
            books.day(today.minusDays(back), new Line("acme", "small", 200, 200, 0, "2"));
        }
        books.day(today, new Line("acme", "small", 200, 200, 0, "3"));

        assertThat(round.look(AlertCatalogues.watching(AlertRule.Kind.REQUEST_DRIFT), NOW))
                .singleElement()
                .satisfies(told -> assertThat(told.alert().message()).contains("USD per request", "(+50 %)"));
    }

    @Test
    void quotas_areThoseOfTheWindowAtHand_andNoneWithoutATable() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            // Where the router's table is or is not, by itself.
            connection.createStatement().execute("CREATE SCHEMA quotas; SET search_path TO quotas");
            assertThat(new QuotaTable().at(connection, NOW)).isEmpty();
            connection.createStatement().execute("""
                    CREATE TABLE quota_state (tenant text, project text, model text, measure text, window_name text,
                        currency text, limit_amount numeric, spent numeric, reserved numeric,
                        window_start timestamptz, window_end timestamptz, at timestamptz);
                    INSERT INTO quota_state VALUES
                        ('acme', NULL, 'small', 'cost', 'month', 'USD', 100, 99, 0,
                         now() - interval '40 days', now() - interval '10 days', now()),
                        ('acme', NULL, 'small', 'cost', 'month', 'USD', 100, 7.5, 1,
                         now() - interval '10 days', now() + interval '20 days', now()),
                        ('acme', NULL, NULL, 'tokens', 'minute', NULL, 100, 7, 1,
                         now() - interval '10 seconds', now() + interval '50 seconds', now())""");

            assertThat(new QuotaTable().at(connection, Instant.now()))
                    .singleElement()
                    .satisfies(quota -> {
                        assertThat(quota.spent()).isEqualByComparingTo("7.5");
                        assertThat(quota.model()).hasToString("small");
                        assertThat(quota.period()).isEqualTo("month");
                    });
            connection.createStatement().execute("SET search_path TO public");
        }
    }

    private List<State> look(Catalogue catalogue, String spent) throws SQLException {
        quotas = List.of(quota(spent));
        return look(catalogue);
    }

    private List<State> look(Catalogue catalogue) throws SQLException {
        return round.look(catalogue, NOW).stream()
                .map(told -> told.alert().state())
                .toList();
    }

    private static Quota quota(String spent) {
        return new Quota(
                new TenantId("acme"),
                null,
                null,
                "cost",
                "month",
                "USD",
                new BigDecimal("100"),
                new BigDecimal(spent),
                new Alert.Window(NOW.minus(Duration.ofDays(10)), NOW.plus(Duration.ofDays(20))));
    }
}
