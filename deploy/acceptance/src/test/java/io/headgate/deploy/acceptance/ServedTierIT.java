package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.acceptance.checker.Checker;
import io.headgate.deploy.acceptance.checker.Installation;
import io.headgate.deploy.acceptance.checker.Quiet;
import io.headgate.deploy.acceptance.checker.Verdict;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.ServiceTier;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.deploy.standalone.Standalone;
import io.headgate.deploy.standalone.StandaloneConfig;
import io.headgate.schemas.process.Database;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests that a provider serves at three tiers, whole and streamed: the bill, the ledger, the router's limits and the results. */
class ServedTierIT {
    private static final int REQUESTS = 60;
    private static final List<String> TIERS = List.of("default", "flex", "priority");

    @Test
    void eachIsBilledAtTheTierItWasServedAt_andWhatHasNoPriceAtNone() throws Exception {
        try (Simulator simulator = Simulator.start(
                        SimulatorConfig.of(SimulatedProvider.named("sim").withPrices("0.15", "0.60", "USD")));
                Standalone standalone = Standalone.start(StandaloneConfig.temporary())) {
            standalone.publish(priced(Catalogs.withProvider(simulator.baseUrl("sim"))), "acceptance");
            Database books = standalone.connection().database();
            Installation installation = Installation.on(
                            standalone.connection().kafka().bootstrapServers())
                    .withBooks(books.url(), books.user(), books.password())
                    .withSimulator(simulator.baseUrl());
            topic(installation, "requests")
                    .publishAll(IntStream.range(0, REQUESTS).boxed().toList(), ServedTierIT::request);

            assertThat(Quiet.await(installation, Duration.ofSeconds(90))).isInstanceOf(Quiet.Outcome.AtRest.class);

            Verdict verdict = Checker.judge(installation);
            assertThat(verdict.broken()).as(verdict.text()).isEmpty();
            assertThat(verdict.text()).contains(REQUESTS + " attempts as billed");
            Map<String, Booked> booked = booked(books);
            assertThat(booked).containsOnlyKeys("ordinary", "batch", "priority");
            assertThat(booked.values())
                    .allSatisfy(tier -> assertThat(tier.attempts).isEqualTo(REQUESTS / 3));
            assertThat(row(booked, "ordinary").cost).isEqualByComparingTo(billed(simulator, ServiceTier.STANDARD));
            assertThat(row(booked, "batch").cost).isEqualByComparingTo(billed(simulator, ServiceTier.FLEX));
            assertThat(row(booked, "priority").cost).isNull();
            results(topic(installation, "results"));
        }
    }

    /** A client sees what the books say. */
    private static void results(Topic results) {
        List<JsonNode> all = results.read(result -> true).stream()
                .map(result -> Json.read(result.value()))
                .toList();
        assertThat(all).hasSize(REQUESTS).allSatisfy(result -> {
            String asked = TIERS.get(number(result) % TIERS.size());
            assertThat(result.at("/response/service_tier").asText()).isEqualTo(asked);
            assertThat(result.path("service_tier").asText(""))
                    .isEqualTo(asked.equals("flex") ? "batch" : asked.equals("default") ? "" : asked);
            assertThat(result.path("cost").isNull()).isEqualTo(asked.equals("priority"));
        });
    }

    private static int number(JsonNode result) {
        String id = result.path("id").asText();
        return Integer.parseInt(id.substring(id.indexOf('-') + 1));
    }

    /** What the ledger has of a tier; the cost is null where all of it is unpriced. */
    private record Booked(int attempts, @Nullable BigDecimal cost) {}

    private static Booked row(Map<String, Booked> booked, String tier) {
        return Objects.requireNonNull(booked.get(tier), tier);
    }

    private static Map<String, Booked> booked(Database database) throws SQLException {
        Map<String, Booked> booked = new TreeMap<>();
        try (var books = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = books.createStatement();
                var row = statement.executeQuery("""
                        SELECT coalesce(service_tier, 'ordinary'), count(*), sum(cost) FROM usage_ledger GROUP BY 1""")) {
            while (row.next()) {
                booked.put(row.getString(1), new Booked(row.getInt(2), row.getBigDecimal(3)));
            }
        }
        return booked;
    }

    private static BigDecimal billed(Simulator simulator, ServiceTier tier) {
        return simulator.ledger().entries("sim").stream()
                .filter(entry -> entry.usage().tier() == tier)
                .map(entry -> Objects.requireNonNull(entry.cost()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Batches cost half, as the simulator bills its flex; and there is a limit on cost, so that the router keeps books. */
    private static String priced(String catalogue) {
        return catalogue
                .replace(
                        "input: \"0.15\", output: \"0.60\"}",
                        "input: \"0.15\", output: \"0.60\", batch: {input: \"0.075\", output: \"0.30\"}}")
                .replace(
                        "tiers: {basic: {limits: [{measure: requests, window: minute, amount: 100000}]}}",
                        "tiers: {basic: {limits: [{measure: cost, window: month, amount: \"100\", currency: USD}]}}");
    }

    private static Map.Entry<byte[], Map<String, String>> request(int number) {
        String body = """
                {"model":"fast-text","service_tier":"%s","stream":%s,
                 "messages":[{"role":"user","content":"Number %d"}]}""".formatted(TIERS.get(number % TIERS.size()), number % 2 == 0, number);
        return Map.entry(
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("headgate-tenant", "acme", "headgate-id", "tier-" + number));
    }

    private static Topic topic(Installation installation, String name) {
        return new Topic(installation.bootstrapServers(), installation.topicPrefix() + name);
    }
}
