package io.headgate.api.http.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.replay.Overrides;
import io.headgate.api.replay.ReplayOrder;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Priority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayFormTest {
    private static final TenantId ACME = new TenantId("acme");

    @Test
    void allThatMayBeAskedForIsRead() {
        ReplayForm.Filled form = filled("""
                {"filter":{"requests":["r-1","r-2"],"since":"2026-11-20T00:00:00Z","until":"2026-11-21T00:00:00Z",
                           "codes":["provider_timeout"],"alias":"fast","provider":"alpha","model":"m","batch":"b-1","tags":{"project":"x"}},
                 "overrides":{"alias":"deep","provider":"beta","deadline":"PT10M","priority":"background"},
                 "include_replayed":true,"per_second":7,"execute":true}""");

        ReplayOrder order = form.order();
        assertThat(form.execute()).isTrue();
        assertThat(order.tenant()).isEqualTo(ACME);
        assertThat(order.filter().requests()).hasSize(2);
        assertThat(order.filter().since()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
        assertThat(order.filter().until()).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
        assertThat(order.filter().codes()).containsExactly(FailureCode.PROVIDER_TIMEOUT);
        assertThat(order.filter().batch()).hasToString("b-1");
        assertThat(order.filter().tags()).containsEntry("project", "x");
        assertThat(order.overrides().deadline()).isEqualTo(Duration.ofMinutes(10));
        assertThat(order.overrides().priority()).isEqualTo(Priority.BACKGROUND);
        assertThat(order.again()).isTrue();
        assertThat(order.perSecond()).isEqualTo(7);
    }

    @Test
    void itIsADryRun_unlessTheBodySaysOtherwise() {
        ReplayForm.Filled form = filled("{\"filter\":{\"alias\":\"fast\"}}");

        assertThat(form.execute()).isFalse();
        assertThat(form.order().overrides()).isEqualTo(Overrides.NONE);
        assertThat(form.order().perSecond()).isEqualTo(ReplayOrder.USUAL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                                | filter             | empty filter
            {"filter":{}}                                                     | filter             | empty filter
            {"filter":[]}                                                     | filter             | an array
            {"filter":{"alias":"a"},"execute":"yes"}                          | execute            | a string
            {"filter":{"alias":"a"},"tenant":"globex"}                        | tenant             | tenant
            {"filter":{"alias":"a","code":"x"}}                               | filter.code        | code
            {"filter":{"codes":["timeout"]}}                                  | filter.codes       | timeout
            {"filter":{"codes":"provider_timeout"}}                           | filter.codes       | a string
            {"filter":{"since":"yesterday"}}                                  | filter.since       | yesterday
            {"filter":{"requests":[1]}}                                       | filter.requests    | a number
            {"filter":{"batch":"no such"}}                                    | filter.batch       | no such
            {"filter":{"tags":{"a":1}}}                                       | filter.tags        | a number
            {"filter":{"alias":"a"},"per_second":0}                           | per_second         | 0
            {"filter":{"alias":"a"},"per_second":1.5}                         | per_second         | 1.5
            {"filter":{"alias":"a"},"overrides":{"deadline":"10m"}}           | overrides.deadline | 10m
            {"filter":{"alias":"a"},"overrides":{"deadline":"PT0S"}}          | overrides.deadline | PT0S
            {"filter":{"alias":"a"},"overrides":{"priority":"urgent"}}        | overrides.priority | urgent
            {"filter":{"alias":"a"},"overrides":{"provider":"no/slash"}}      | overrides.provider | no/slash
            []                                                                | body               | an array
            """)
    void whatIsWrongIsNamed_withWhatWasSeenAndWhatIsAllowed(String body, String param, String seen) {
        assertThat(read(body)).isInstanceOfSatisfying(ReplayForm.Wrong.class, wrong -> {
            assertThat(wrong.param()).isEqualTo(param);
            assertThat(wrong.failure().seen()).contains(seen);
            assertThat(wrong.failure().allowed()).isNotBlank();
        });
    }

    private static ReplayForm.Filled filled(String body) {
        assertThat(read(body)).isInstanceOf(ReplayForm.Filled.class);
        return (ReplayForm.Filled) read(body);
    }

    private static ReplayForm read(String body) {
        return ReplayForm.read(body.getBytes(StandardCharsets.UTF_8), ACME, new StrictJson());
    }
}
