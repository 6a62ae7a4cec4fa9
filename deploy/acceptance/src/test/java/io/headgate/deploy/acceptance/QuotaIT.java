package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.deploy.standalone.Standalone;
import io.headgate.deploy.standalone.StandaloneConfig;
import io.headgate.schemas.process.Database;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people see of limits is what the router's books say, and what the ledger adds up to. */
class QuotaIT {
    private static final int REQUESTS = 120;
    private static final Duration LONG = Duration.ofSeconds(90);

    /**
     * Each limit in its present window, and beside it the ledger's sum over the same window, tenant, project and model: costs, and
     * the upper bounds of what is unknown or orphaned.
     */
    private static final String BOTH = """
            SELECT concat_ws(' ', q.tenant, q.project, q.model, q.measure, q.window_name), q.spent, q.reserved,
                   (SELECT coalesce(CASE q.measure WHEN 'tokens' THEN sum(l.input_tokens + l.output_tokens)
                                                   ELSE sum(coalesce(l.cost, CASE WHEN l.status = 'unknown' THEN l.upper_bound END)) END, 0)
                    FROM usage_ledger AS l
                    WHERE l.tenant = q.tenant AND l.dispatched_at >= q.window_start AND l.dispatched_at < q.window_end
                      AND (q.project IS NULL OR l.project = q.project) AND (q.model IS NULL OR l.model = q.model))
            FROM finance.quota_consumption AS q
            WHERE q.is_current AND q.measure IN ('tokens', 'cost')""";

    @Test
    void spentEqualsTheLedger_andNothingIsReserved_whenAllIsOver() throws Exception {
        try (Simulator simulator = Simulator.start(
                        SimulatorConfig.of(SimulatedProvider.named("sim").withPrices("0.15", "0.60", "USD")));
                Standalone standalone = Standalone.start(StandaloneConfig.temporary())) {
            standalone.publish(limited(Catalogs.withProvider(simulator.baseUrl("sim"))), "acceptance");
            var kafka = standalone.connection().kafka();
            new Topic(kafka.bootstrapServers(), kafka.topics().requests())
                    .publishAll(IntStream.range(0, REQUESTS).boxed().toList(), QuotaIT::request);
            Topic results = new Topic(kafka.bootstrapServers(), kafka.topics().results());
            await().atMost(LONG).until(() -> results.read(result -> true).size(), count -> count == REQUESTS);

            Database database = standalone.connection().database();
            try (Connection books = DriverManager.getConnection(database.url(), database.user(), database.password())) {
                await().atMost(LONG).untilAsserted(() -> {
                    assertThat(ledgerRows(books)).isEqualTo(REQUESTS);
                    List<Quota> quotas = quotas(books);
                    assertThat(quotas)
                            .extracting(Quota::name)
                            .containsExactlyInAnyOrder(
                                    "acme tokens month",
                                    "acme cost month",
                                    "acme cost day",
                                    "acme search tokens day",
                                    "acme sim-1 cost month",
                                    "globex tokens month",
                                    "globex cost month");
                    assertThat(quotas).allSatisfy(quota -> {
                        assertThat(quota.reserved()).as(quota.name()).isZero();
                        assertThat(quota.spent()).as(quota.name()).isPositive().isEqualByComparingTo(quota.ledger());
                    });
                });
            }
        }
    }

    private record Quota(String name, BigDecimal spent, BigDecimal reserved, BigDecimal ledger) {}

    /** Two tenants, one of them with limits of its own on a project, a model and a day. */
    private static String limited(String catalogue) {
        return catalogue
                .replace("tiers: {basic: {limits: [{measure: requests, window: minute, amount: 100000}]}}", """
                        tiers:
                          basic:
                            limits:
                              - {measure: requests, window: minute, amount: 100000}
                              - {measure: in_flight, window: now, amount: 1000}
                              - {measure: tokens, window: month, amount: 100000000, zone: Pacific/Kiritimati}
                              - {measure: cost, window: month, amount: "1000.00", currency: USD}""")
                .replace("tenants: {acme: {tier: basic}}", """
                        tenants:
                          globex: {tier: basic}
                          acme:
                            tier: basic
                            limits: [{measure: cost, window: day, amount: "900", currency: USD}]
                            project_limits: {search: [{measure: tokens, window: day, amount: 100000000}]}
                            model_limits: {sim-1: [{measure: cost, window: month, amount: "800", currency: USD}]}""");
    }

    private static Map.Entry<byte[], Map<String, String>> request(int number) {
        Map<String, String> headers = new TreeMap<>(
                Map.of("headgate-tenant", number % 3 == 0 ? "globex" : "acme", "headgate-id", "quota-" + number));
        if (number % 2 == 0) {
            headers.put("headgate-tag-project", "search");
        }
        return Map.entry(PlainClientIT.chat("fast-text", "Number " + number), headers);
    }

    private static long ledgerRows(Connection books) throws SQLException {
        try (var statement = books.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM usage_ledger")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Quota> quotas(Connection books) throws SQLException {
        List<Quota> quotas = new ArrayList<>();
        try (var statement = books.createStatement();
                var row = statement.executeQuery(BOTH)) {
            while (row.next()) {
                quotas.add(
                        new Quota(row.getString(1), row.getBigDecimal(2), row.getBigDecimal(3), row.getBigDecimal(4)));
            }
        }
        return quotas;
    }
}
