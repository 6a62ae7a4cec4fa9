package io.headgate.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.report.QuotaReport;
import io.headgate.schemas.id.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotasCommandTest {
    private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
    private static final QuotaReport.Row COST = new QuotaReport.Row(
            new TenantId("acme"),
            "search",
            null,
            "cost",
            "month",
            "USD",
            NOVEMBER,
            Instant.parse("2026-12-01T00:00:00Z"),
            new BigDecimal("2500.000000000000000000"),
            new BigDecimal("1999.990000000000000000"),
            new BigDecimal("0.010000000000000000"),
            new BigDecimal("500.000000000000000000"),
            new BigDecimal("0.8000"),
            new BigDecimal("2999.9850"),
            BigDecimal.ZERO);
    private static final QuotaReport.Row GONE = new QuotaReport.Row(
            new TenantId("acme"),
            null,
            "mini",
            "in_flight",
            "now",
            null,
            Instant.EPOCH,
            null,
            null,
            BigDecimal.ZERO,
            BigDecimal.ONE,
            null,
            null,
            null,
            BigDecimal.ZERO);

    @Test
    void aLimitIsALine_inItsOwnUnits() {
        assertThat(QuotasCommand.table(List.of(COST, GONE)).toString())
                .contains("cost per month of project 'search'", "2500 USD", "1999.99 USD", "500 USD", "80.0 %")
                .contains("~2999.985 USD", "requests in flight on mini");
    }

    @Test
    void jsonHasDecimalsAsText_andNothingWhereNothingIsKnown() {
        assertThat(QuotasCommand.json(COST))
                .contains("\"spent\":\"1999.99\"", "\"window_start\":\"2026-11-01T00:00:00Z\"");
        assertThat(QuotasCommand.json(GONE)).contains("\"limit\":null", "\"window_end\":null", "\"reserved\":\"1\"");
    }
}
