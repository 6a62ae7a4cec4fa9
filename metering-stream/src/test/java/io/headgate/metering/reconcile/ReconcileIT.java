package io.headgate.metering.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.reconcile.sql.BookedUses;
import io.headgate.metering.rerate.Database;
import io.headgate.metering.rerate.LedgerFixture;
import io.headgate.schemas.id.ProviderName;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcileIT {
    private final DataSource database = Database.fresh();
    private final LedgerFixture ledger = new LedgerFixture(database);

    /** Two calls on the first day, one of the last second before it, one of unknown fate on the second. */
    @BeforeEach
    void book() throws SQLException {
        ledger.book("2026-09-30T23:59:59.999Z", "m", "completed", "7");
        ledger.book("2026-10-01T00:00:00Z", "m", "completed", "2");
        ledger.book("2026-10-01T23:59:59.999Z", "m", "completed", "1.5");
        ledger.book("2026-10-02T12:00:00Z", "m", "unknown", null);
    }

    @Test
    void costsAreComparedByDay_andUnknownAttemptsExplainWhatTheyMay() throws SQLException {
        assertThat(differences("openai-costs", "one"))
                .extracting(difference -> "%s %s %s: %s, %d at most %s, %s"
                        .formatted(
                                difference.day(),
                                difference.model(),
                                difference.quantity(),
                                plain(difference.amount()),
                                difference.unknown(),
                                difference.upperBound() == null ? null : plain(difference.upperBound()),
                                difference.mayBeTheUnknown()))
                .containsExactly(
                        "2026-10-01 m-1 COST: 0.2500000000000001, 0 at most 0, false",
                        "2026-10-02 m-1 COST: 0.4, 1 at most 0.5, true");
        assertThat(differences("openai-costs", "one"))
                .extracting(difference -> difference.suspects().stream()
                        .map(suspect -> plain(Objects.requireNonNull(suspect.upperBound())))
                        .toList())
                .containsExactly(List.of(), List.of("0.5"));
    }

    @Test
    void whatIsBookedWithoutAPriceIsCounted() throws SQLException {
        ledger.book("2026-10-02T13:00:00Z", "m", "completed", null);

        assertThat(differences("openai-costs", "one"))
                .extracting(difference -> difference.unpriced() + " " + difference.mayBeTheUnpriced())
                .containsExactly("0 false", "1 true");
    }

    @Test
    void tokensAreComparedMeterByMeter() throws SQLException {
        assertThat(differences("openai-usage", "one"))
                .extracting(difference ->
                        "%s %s %s".formatted(difference.quantity(), difference.billed(), difference.booked()))
                .containsExactly("REQUESTS 3 2", "INPUT 1600000 2000000", "CACHE_READ 400000 0", "OUTPUT 7 0");
    }

    @Test
    void costsThatAreOfNoModelAreALineOfTheirOwn_andOtherProvidersAreNotLookedAt() throws SQLException {
        assertThat(differences("anthropic-cost", "one"))
                .extracting(difference -> difference.model() + " " + plain(difference.amount()))
                .containsExactly(" 0.00075");
        assertThat(differences("anthropic-cost", "two"))
                .extracting(difference -> plain(difference.booked()))
                .containsExactly("0", "0");
    }

    private List<Difference> differences(String name, String provider) throws SQLException {
        Bill bill = Bills.read(name);
        return Reconciliation.of(
                bill,
                BookedUses.read(
                        database,
                        new ProviderName(provider),
                        bill.currency(),
                        bill.days().first(),
                        bill.days().last()));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
