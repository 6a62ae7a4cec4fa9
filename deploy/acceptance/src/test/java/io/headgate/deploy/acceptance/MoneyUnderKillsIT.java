package io.headgate.deploy.acceptance;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Books that add up whatever is killed: one batch, in which metering is killed twice, a worker once in mid-call, and
 * Postgres loses its connections and is away for a while. Afterwards the providers' bills, the log, the ledger, the
 * rollups, what finance sees and what limits say are the same figures.
 */
class MoneyUnderKillsIT {
    /** What initech may spend in a month: some twenty of its requests. */
    static final String SMALL_LIMIT = "0.0006";

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final int BATCH = 320;

    @TempDir
    Path directory;

    @Test
    void whatWasBilledIsWhatIsBookedAndShown() throws Exception {
        try (MoneyFlow flow = new MoneyFlow(directory)) {
            HeadgateProcess metering = flow.metering();
            HeadgateProcess worker = flow.worker();
            publish(flow, 0, 100);
            flow.awaitBooked(30);

            metering.kill();
            publish(flow, 100, 180);
            metering = flow.metering();
            flow.awaitBooked(60);

            flow.terminateBackends();
            publish(flow, 180, 220);
            flow.stopPostgres();
            metering.kill();
            flow.metering();
            flow.answerLate();
            publish(flow, 220, BATCH);
            flow.awaitCallsUnderWay();
            worker.kill();
            flow.answerSoon();
            flow.startPostgres();
            flow.worker();

            await().atMost(LONG).until(() -> results(flow).size(), count -> count == BATCH);
            ProvidersBill bill = ProvidersBill.of(flow);
            await().atMost(LONG).untilAsserted(() -> bill.isThatOfTheLedger(flow));
            BookTotals totals = BookTotals.ofTheLog(flow);
            await().atMost(LONG).untilAsserted(() -> totals.areThoseOfTheBooks(flow));
            await().atMost(LONG).untilAsserted(() -> BookTotals.limitsShowTheLedger(flow));
            aLimitThatWasReachedWasKept(flow);
        }
    }

    /** Requests of three tenants, two of five about search, one of five to the model without a price. */
    private static void publish(MoneyFlow flow, int from, int to) {
        flow.topic(flow.topics().requests())
                .publishAll(IntStream.range(from, to).boxed().toList(), MoneyUnderKillsIT::request);
    }

    private static Map.Entry<byte[], Map<String, String>> request(int number) {
        String tenant = List.of("acme", "globex", "acme", "initech").get(number % 4);
        Map<String, String> headers =
                new TreeMap<>(Map.of("headgate-tenant", tenant, "headgate-id", "money-" + number));
        if (number % 5 < 2) {
            headers.put("headgate-tag-project", "search");
        }
        // A limit on cost lets initech use nothing that has no price.
        String alias = number % 5 == 3 && !tenant.equals("initech") ? "own-text" : "fast-text";
        return Map.entry(PlainClientIT.chat(alias, "Number " + number), headers);
    }

    private static List<JsonNode> results(MoneyFlow flow) {
        return flow.topic(flow.topics().results()).read(_ -> true).stream()
                .map(result -> Json.read(result.value()))
                .toList();
    }

    /** Some of its requests were refused for it, and what it shows as spent is not more. */
    private static void aLimitThatWasReachedWasKept(MoneyFlow flow) {
        assertThat(results(flow))
                .filteredOn(result -> result.path("error").path("code").asText().equals("budget_exceeded"))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.path("tenant").asText()).isEqualTo("initech"));
        String quotas = CommandRun.of(
                        List.of("quotas", "--tenant", "initech", "--jdbc-url", flow.jdbcUrl(), "-o", "json"))
                .ended(0);
        assertThat(quotas.lines()
                        .map(Json::read)
                        .filter(not(row -> row.path("measure").asText().equals("tokens"))))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.path("limit").asText()).isEqualTo(SMALL_LIMIT);
                    assertThat(new BigDecimal(row.path("spent").asText()))
                            .isPositive()
                            .isLessThanOrEqualTo(new BigDecimal(SMALL_LIMIT));
                    assertThat(row.path("reserved").asText()).isEqualTo("0");
                });
    }
}
