package io.headgate.api.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.schemas.id.TenantId;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListSqlTest {
    private static final OffsetDateTime TIME = Samples.ACCEPTED.atOffset(ZoneOffset.UTC);

    @Test
    void namesTheTenant_andAsksForOneMoreThanThePage() {
        ListSql sql = ListSql.of(new ListQuery(
                new TenantId("acme"), null, null, null, null, null, null, Map.of(), null, null, null, 20));

        assertThat(sql.text()).contains("WHERE tenant = ? AND accepted_at IS NOT NULL ORDER BY accepted_at DESC");
        assertThat(sql.values()).isEqualTo(List.of("acme", 21));
    }

    @Test
    void hasAParameterForEveryFilter_inOrder() {
        ListSql sql = ListSql.of(new ListQuery(
                new TenantId("acme"),
                "failed",
                "fast-text",
                "p1",
                "m1",
                "u1",
                "provider_timeout",
                Map.of("project", "' OR 1=1", "a", "b"),
                Samples.ACCEPTED,
                Samples.ACCEPTED,
                new ListCursor(Samples.ACCEPTED, "r-1"),
                5));

        assertThat(sql.values())
                .isEqualTo(List.of(
                        "acme",
                        "failed",
                        "fast-text",
                        "p1",
                        "m1",
                        "u1",
                        "provider_timeout",
                        "a",
                        "b",
                        "project",
                        "' OR 1=1",
                        TIME,
                        TIME,
                        TIME,
                        "r-1",
                        6));
        assertThat(sql.text().chars().filter(c -> c == '?').count())
                .isEqualTo(sql.values().size());
        assertThat(sql.text()).doesNotContain("OR 1=1");
    }
}
