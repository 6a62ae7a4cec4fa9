package io.headgate.api.http.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.api.lookup.ListCursor;
import io.headgate.api.lookup.ListQuery;
import io.headgate.schemas.id.TenantId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListParametersTest {
    private static final TenantId ACME = new TenantId("acme");

    @Test
    void nothingIsEverything_aPageAtATime() {
        assertThat(read(Map.of()))
                .isEqualTo(new ListParameters.Understood(
                        new ListQuery(ACME, null, null, null, null, null, null, Map.of(), null, null, null, 20)));
    }

    @Test
    void eachFilterIsRead() {
        ListCursor cursor = new ListCursor(Samples.ACCEPTED, "r-1");

        assertThat(read(Map.ofEntries(
                        Map.entry("tenant", List.of("globex")),
                        Map.entry("status", List.of("failed")),
                        Map.entry("alias", List.of("fast-text")),
                        Map.entry("provider", List.of("p1")),
                        Map.entry("model", List.of("m1")),
                        Map.entry("user", List.of("u1")),
                        Map.entry("error", List.of("provider_timeout")),
                        Map.entry("project", List.of("search")),
                        Map.entry("tag:team", List.of("a=b")),
                        Map.entry("from", List.of("2026-11-20T12:00:00Z")),
                        Map.entry("to", List.of("2026-11-20T12:00:00Z")),
                        Map.entry("after", List.of(cursor.text())),
                        Map.entry("limit", List.of("100")))))
                .as("of the caller's tenant, whatever is named")
                .isEqualTo(new ListParameters.Understood(new ListQuery(
                        ACME,
                        "failed",
                        "fast-text",
                        "p1",
                        "m1",
                        "u1",
                        "provider_timeout",
                        Map.of("project", "search", "team", "a=b"),
                        Samples.ACCEPTED,
                        Samples.ACCEPTED,
                        cursor,
                        100)));
    }

    @ParameterizedTest
    @CsvSource({
        "limit,0",
        "limit,101",
        "limit,-1",
        "limit,ten",
        "limit,1000000000000",
        "status,done",
        "from,yesterday",
        "to,2026-11-20",
        "from,+999999999-12-31T23:59:59Z",
        "after,nowhere",
        "state,failed",
        "tag:,x",
        "alias,''"
    })
    void whatCannotBeRead_isNamed(String name, String value) {
        assertThat(read(Map.of(name, List.of(value)))).isInstanceOfSatisfying(ListParameters.Refused.class, refused -> {
            assertThat(refused.param()).isEqualTo(name);
            assertThat(refused.failure().allowed()).isNotBlank();
        });
    }

    @Test
    void whatIsThereTwice_isRefused() {
        assertThat(read(Map.of("status", List.of("failed", "completed")))).isInstanceOf(ListParameters.Refused.class);
        assertThat(read(Map.of("project", List.of("a"), "tag:project", List.of("b"))))
                .isInstanceOf(ListParameters.Refused.class);
    }

    @Test
    void whatPostgresCannotHold_isRefused() {
        assertThat(read(Map.of("tag:a\0", List.of("b")))).isInstanceOf(ListParameters.Refused.class);
        assertThat(read(Map.of("user", List.of("b\0")))).isInstanceOf(ListParameters.Refused.class);
    }

    private static ListParameters read(Map<String, List<String>> given) {
        return ListParameters.read(given, ACME);
    }
}
