package io.headgate.metering.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.metering.export.FinanceView.Column;
import io.headgate.schemas.id.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportQueryTest {
    private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");
    private static final Instant AFTERNOON = Instant.parse("2026-11-20T15:00:00Z");
    private static final TenantId ACME = new TenantId("acme");
    private static final Map<String, FinanceView> VIEWS = Map.of(
            "by_day",
                    view("by_day", new Column("day", "date"), new Column("tenant", "text"), new Column("x", "numeric")),
            "focus",
                    view(
                            "focus",
                            new Column("BillingPeriodStart", "timestamp with time zone"),
                            new Column("ChargePeriodStart", "timestamp with time zone"),
                            new Column("x_Tenant", "text")),
            "plain", view("plain", new Column("provider", "text")));

    @Test
    void everythingIsAsked_whenNothingIsSaid() {
        ExportQuery.Ready ready = ready("by_day", null, null, null);

        assertThat(ready.sql()).isEqualTo("SELECT \"day\", \"tenant\", \"x\" FROM finance.\"by_day\" ORDER BY \"day\"");
        assertThat(ready.parameters()).isEmpty();
    }

    @Test
    void daysAreComparedAsDays() {
        ExportQuery.Ready ready = ready("by_day", DAY, DAY.plusSeconds(86_400), ACME);

        assertThat(ready.sql()).contains(" WHERE \"day\" >= ? AND \"day\" < ? AND \"tenant\" = ? ");
        assertThat(ready.parameters())
                .containsExactly(LocalDate.parse("2026-11-20"), LocalDate.parse("2026-11-21"), "acme");
    }

    @Test
    void focusGoesByItsChargePeriod_thoughTheBillingPeriodComesFirst() {
        ExportQuery.Ready ready = ready("focus", AFTERNOON, null, ACME);

        assertThat(ready.sql()).contains(" WHERE \"ChargePeriodStart\" >= ? AND \"x_Tenant\" = ? ");
        assertThat(ready.parameters()).containsExactly(AFTERNOON.atOffset(ZoneOffset.UTC), "acme");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"by_dya", "", "by_day; DROP TABLE usage_ledger", "by_day\" --", "pg_catalog.pg_authid", "BY_DAY"
            })
    void refused_whenThereIsNoSuchView(String view) {
        assertThat(refusal(view, null, null, null))
                .startsWith("view: seen '" + view + "', allowed ")
                .contains("by_day", "focus", "plain");
    }

    @Test
    void refused_whenAnInstantIsAskedOfDays() {
        assertThat(refusal("by_day", AFTERNOON, null, null))
                .isEqualTo("from, to: seen 2026-11-20T15:00:00Z, allowed a day (UTC): by_day goes by the day in its"
                        + " column day");
    }

    @Test
    void refused_whenTheViewHasNoTimeOrNoTenant() {
        assertThat(refusal("plain", DAY, null, null)).contains("plain has no column of time");
        assertThat(refusal("plain", null, null, ACME))
                .isEqualTo("tenant: seen 'acme', allowed none: plain is not by tenant");
    }

    private static FinanceView view(String name, Column... columns) {
        return new FinanceView(name, "", List.of(columns));
    }

    private static ExportQuery.Ready ready(
            String view, @Nullable Instant from, @Nullable Instant to, @Nullable TenantId tenant) {
        ExportQuery.Plan plan = new ExportQuery(view, from, to, tenant).plan(VIEWS);
        assertThat(plan).isInstanceOf(ExportQuery.Ready.class);
        return (ExportQuery.Ready) plan;
    }

    private static String refusal(
            String view, @Nullable Instant from, @Nullable Instant to, @Nullable TenantId tenant) {
        ExportQuery.Plan plan = new ExportQuery(view, from, to, tenant).plan(VIEWS);
        assertThat(plan).isInstanceOf(ExportQuery.Refused.class);
        return ((ExportQuery.Refused) plan).reason();
    }
}
