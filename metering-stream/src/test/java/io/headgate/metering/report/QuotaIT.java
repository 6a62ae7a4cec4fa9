package io.headgate.metering.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.deploy.embedded.Servers;
import io.headgate.deploy.embedded.TestServers;
import io.headgate.metering.BooksReader;
import io.headgate.metering.Installation;
import io.headgate.metering.sink.QuotaBooking;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.message.QuotaState.Quota;
import io.headgate.schemas.sql.Migrations;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QuotaIT {
    private static final Instant NOW = Instant.now();
    private static final Duration DAY = Duration.ofDays(1);
    private static final Currency USD = Currency.getInstance("USD");
    private static HikariDataSource database;

    @BeforeAll
    static void migrate() {
        Servers servers = TestServers.shared();
        database = Installation.pool(TestServers.freshDatabase(), servers.jdbcUser(), servers.jdbcPassword());
        Migrations.migrate(database);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void theLastStateOfAWindowStands_whateverComesAgainOrLate() throws SQLException {
        Quota quota = tokens("order", Window.MONTH);
        QuotaState first = state(quota, "100", "10", "5", DAY, DAY, 1);
        QuotaState second = state(quota, "100", "15", "0", DAY, DAY, 2);
        book(first, second);
        book(first);
        assertThat(read("order", true)).singleElement().satisfies(row -> {
            assertThat(row.spent()).isEqualByComparingTo("15");
            assertThat(row.reserved()).isZero();
            assertThat(row.remaining()).isEqualByComparingTo("85");
            assertThat(row.share()).isEqualByComparingTo("0.15");
        });
        book(state(quota, "100", "40", "60", DAY, DAY, 4), state(quota, "100", "20", "0", DAY, DAY, 3));
        assertThat(read("order", true)).singleElement().satisfies(row -> {
            assertThat(row.spent()).as("of two in one batch, too").isEqualByComparingTo("40");
            assertThat(row.remaining()).isZero();
        });
    }

    @Test
    void aWindowThatIsOver_staysWithItsOwnLimit_andIsShownWhenAskedFor() throws SQLException {
        Quota quota = tokens("past", Window.MONTH);
        Duration ended = DAY.negated();
        book(state(quota, "100", "70", "20", DAY.multipliedBy(31), ended, 1));
        book(
                state(quota, "500", "88", "0", DAY.multipliedBy(31), ended, 2),
                state(quota, "500", "1", "0", DAY, DAY.multipliedBy(30), 2));
        assertThat(read("past", false))
                .singleElement()
                .satisfies(row -> assertThat(row.limit()).isEqualByComparingTo("500"));
        assertThat(read("past", true)).hasSize(2).first().satisfies(row -> {
            // The first state was of a moment after the window's end as well: what it said of the limit stands.
            assertThat(row.limit()).isEqualByComparingTo("100");
            assertThat(row.spent()).isEqualByComparingTo("88");
            assertThat(row.forecast()).isEqualByComparingTo("88");
            assertThat(row.reserved()).isZero();
        });
    }

    @Test
    void theForecastGoesOnAsUntilNow_andIsNotGivenTooEarly() throws SQLException {
        book(
                state(tokens("half", Window.MONTH), "100", "40", "0", DAY.multipliedBy(10), DAY.multipliedBy(10), 1),
                state(cost("half"), "100", "3.30", "0", DAY, DAY.multipliedBy(2), 1),
                state(tokens("early", Window.MONTH), "100", "40", "0", DAY, DAY.multipliedBy(29), 1));
        assertThat(read("half", false).getFirst().forecast())
                .as("cost: a third of the window")
                .isBetween(new BigDecimal("9.8"), new BigDecimal("9.9"));
        assertThat(read("half", false).getLast().forecast())
                .as("tokens: half of it")
                .isBetween(new BigDecimal("79"), new BigDecimal("80"));
        assertThat(read("early", false).getFirst().forecast()).isNull();
    }

    @Test
    void limitsOfTheSameKind_areOfEachScopeTheirOwn_andOneThatIsGoneHasNoAmount() throws SQLException {
        TenantId tenant = new TenantId("scopes");
        book(
                state(new Quota(tenant, null, null, Measure.TOKENS, Window.DAY, null), "9", "1", "0", DAY, DAY, 1),
                state(new Quota(tenant, "p", null, Measure.TOKENS, Window.DAY, null), null, "2", "0", DAY, DAY, 1),
                state(
                        new Quota(tenant, null, new ModelName("m"), Measure.TOKENS, Window.DAY, null),
                        "9",
                        "3",
                        "0",
                        DAY,
                        DAY,
                        1));
        List<QuotaReport.Row> rows = read("scopes", false);
        assertThat(rows)
                .extracting(row -> row.project() + " " + row.model())
                .containsExactly("null null", "null m", "p null");
        assertThat(rows.getLast().limit()).isNull();
        assertThat(rows.getLast().remaining()).isNull();
    }

    @Test
    void requestsInFlight_haveNoEnd() throws SQLException {
        Quota quota = new Quota(new TenantId("flight"), null, null, Measure.IN_FLIGHT, Window.NOW, null);
        book(new QuotaState(
                quota,
                BigDecimal.TEN,
                ZoneId.of("UTC"),
                BigDecimal.ZERO,
                BigDecimal.TWO,
                BigDecimal.ZERO,
                Instant.EPOCH,
                null,
                NOW,
                1));
        assertThat(read("flight", false)).singleElement().satisfies(row -> {
            assertThat(row.windowEnd()).isNull();
            assertThat(row.forecast()).isNull();
            assertThat(row.reserved()).isEqualByComparingTo("2");
        });
    }

    @Test
    void minutesAreForgottenAfterAnHour() throws SQLException {
        Quota quota = tokens("minutes", Window.MINUTE);
        for (int minutes : new int[] {180, 61, 59, 0}) {
            Duration ago = Duration.ofMinutes(minutes);
            book(state(quota, "100", "1", "0", ago, Duration.ofMinutes(1).minus(ago), 1));
        }
        assertThat(read("minutes", true)).hasSize(2);
    }

    @Test
    void whatCannotBeReadIsPassedOver() throws SQLException {
        try (Connection connection = database.getConnection()) {
            booking().book(connection, List.of(record(new byte[] {9}), record(null)));
        }
        assertThat(read("nobody", true)).isEmpty();
    }

    @Test
    void everyColumnOfTheViewSaysWhatItIs() throws SQLException {
        assertThat(BooksReader.count(database, """
                SELECT count(*) FROM pg_attribute
                WHERE attrelid = 'finance.quota_consumption'::regclass AND attnum > 0
                    AND col_description(attrelid, attnum) IS NULL""")).isZero();
    }

    private static Quota tokens(String tenant, Window window) {
        return new Quota(new TenantId(tenant), null, null, Measure.TOKENS, window, null);
    }

    private static Quota cost(String tenant) {
        return new Quota(new TenantId(tenant), null, null, Measure.COST, Window.MONTH, USD);
    }

    /** In a window that began some time ago and ends after some time. */
    private static QuotaState state(
            Quota quota,
            @Nullable String limit,
            String spent,
            String reserved,
            Duration ago,
            Duration left,
            long number) {
        return new QuotaState(
                quota,
                limit == null ? null : new BigDecimal(limit),
                limit == null ? null : ZoneId.of("UTC"),
                new BigDecimal(spent),
                new BigDecimal(reserved),
                BigDecimal.ZERO,
                NOW.minus(ago),
                NOW.plus(left),
                NOW,
                number);
    }

    private static void book(QuotaState... states) throws SQLException {
        try (Connection connection = database.getConnection()) {
            booking()
                    .book(
                            connection,
                            Arrays.stream(states)
                                    .map(state -> record(
                                            Installation.CODECS.quotaState().encode(state)))
                                    .toList());
        }
    }

    private static QuotaBooking booking() {
        return new QuotaBooking(Installation.CODECS.quotaState());
    }

    @SuppressWarnings("NullAway") // A record without a value is what Kafka calls a tombstone.
    private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] value) {
        return new ConsumerRecord<>("quotas", 0, 0, new byte[0], value);
    }

    private static List<QuotaReport.Row> read(String tenant, boolean past) throws SQLException {
        return QuotaReport.read(database, new QuotaReport.Query(new TenantId(tenant), past));
    }
}
