package io.headgate.metering.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.AttemptFixture;
import io.headgate.metering.BookRecords;
import io.headgate.metering.Installation;
import io.headgate.metering.finance.HandWrittenBooks;
import io.headgate.metering.sink.QuotaBooking;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.message.QuotaState.Quota;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A month's end, as the router counts it and as the ledger does. A million tokens in cost 0.150000000001 USD; an attempt can
 * cost 0.123456789012345678 at most, and the call that a crash cut off 0.25.
 */
class QuotaCheckIT {
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant MIDNIGHT = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant BEFORE = MIDNIGHT.minusSeconds(2);
    private static final Instant AFTER = MIDNIGHT.plusSeconds(3);
    private static HandWrittenBooks books;

    @BeforeAll
    static void book() throws SQLException {
        books = HandWrittenBooks.empty();
        BookRecords.intoLedger(
                books.dataSource(),
                List.of(
                        attempt("november", BEFORE, BEFORE.plusMillis(5), AttemptStatus.COMPLETED, million()),
                        attempt("over-midnight", BEFORE, AFTER, AttemptStatus.COMPLETED, million()),
                        attempt("unknown", BEFORE, AFTER, AttemptStatus.UNKNOWN, null),
                        attempt("unknown-and-dear", BEFORE, AFTER, AttemptStatus.UNKNOWN, million()),
                        attempt("not-called", BEFORE, AFTER, AttemptStatus.NOT_CALLED, null),
                        attempt("failed", BEFORE, AFTER, AttemptStatus.RETRYABLE, null),
                        attempt("december", MIDNIGHT, AFTER, AttemptStatus.COMPLETED, million()),
                        // From before the books said when: it counts when it started.
                        attempt("untold", null, AFTER, AttemptStatus.COMPLETED, million())),
                0);
        BookRecords.intoOrphans(
                books.dataSource(), List.of(AttemptFixture.intent("acme", "over-midnight", BEFORE, MIDNIGHT, 1)));
    }

    @AfterAll
    static void close() {
        books.close();
    }

    @Test
    void spentIsCostAndUpperBounds_ofWhatWasDispatchedInTheWindow() throws SQLException {
        // Two completed, one unknown at its bound, one at what is known of it, since that is more, and the call cut
        // off.
        BigDecimal november = new BigDecimal("0.150000000001")
                .multiply(new BigDecimal("3"))
                .add(new BigDecimal("0.123456789012345678"))
                .add(new BigDecimal("0.25"));
        BigDecimal december = new BigDecimal("0.300000000002");
        Quota cost = new Quota(ACME, null, null, Measure.COST, Window.MONTH, Currency.getInstance("USD"));
        tell(cost, "2026-11-01T00:00:00Z", MIDNIGHT, november);
        tell(cost, "2026-12-01T00:00:00Z", Instant.parse("2027-01-01T00:00:00Z"), december);

        assertThat(books.rows("""
                        SELECT window_start AT TIME ZONE 'UTC', trim_scale(ledger_used), trim_scale(ledger_unknown),
                               trim_scale(difference), started_later, without_bound
                        FROM finance.quota_check WHERE measure = 'cost' ORDER BY window_start"""))
                .containsExactly(
                        "2026-11-01 00:00:00|0.300000000002|0.523456789013345678|0|5|0",
                        "2026-12-01 00:00:00|0.300000000002|0|0|0|0");
    }

    @Test
    void tokensHaveNoBound_andSoItIsSaidOfHowMany() throws SQLException {
        // The router counts all that the unknown one held, and that the call cut off can have used: 200 tokens each.
        Quota tokens = new Quota(ACME, null, null, Measure.TOKENS, Window.MONTH, null);
        tell(tokens, "2026-11-01T00:00:00Z", MIDNIGHT, new BigDecimal("3000400"));

        assertThat(books.rows("""
                        SELECT trim_scale(ledger_used), trim_scale(difference), without_bound
                        FROM finance.quota_check WHERE measure = 'tokens'""")).containsExactly("3000000|400|3");
    }

    private static Usage million() {
        return new Usage(Map.of(Meter.INPUT, 1_000_000L), Usage.Source.REPORTED);
    }

    private static Attempt attempt(
            String request,
            @Nullable Instant dispatchedAt,
            Instant startedAt,
            AttemptStatus status,
            @Nullable Usage usage) {
        Attempt attempt = AttemptFixture.attempt("acme", request, "small", Map.of(), startedAt, status, usage);
        return dispatchedAt == null ? attempt : AttemptFixture.dispatched(attempt, dispatchedAt);
    }

    private static void tell(Quota quota, String start, Instant end, BigDecimal spent) throws SQLException {
        QuotaState state = new QuotaState(
                quota,
                new BigDecimal("1000000000"),
                ZoneId.of("UTC"),
                spent,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                Instant.parse(start),
                end,
                AFTER,
                1);
        byte[] value = Installation.CODECS.quotaState().encode(state);
        try (Connection connection = books.dataSource().getConnection()) {
            new QuotaBooking(Installation.CODECS.quotaState())
                    .book(connection, List.of(new ConsumerRecord<>("quotas", 0, 0, new byte[0], value)));
        }
    }
}
