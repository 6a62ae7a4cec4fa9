package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.Latency;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.ledger.LedgerEntry;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.deploy.standalone.Standalone;
import io.headgate.deploy.standalone.StandaloneConfig;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a batch says that it costs, in mid-way and at its end, beside the bills of its providers. */
class BatchEstimateIT {
    private static final int QUICK = 20;
    private static final int SLOW = 40;
    /** For so long the quick lines have ended and no other has: the books have the time to follow. */
    private static final Duration MIDWAY = Duration.ofSeconds(25);

    /** Every call has the same prompt, and an answer of so many tokens: all cost the same. */
    private static final Behaviour.TokenRange ANSWER = new Behaviour.TokenRange(50, 50);

    @Test
    void theRestIsEstimatedAtWhatItWillCost_andTheEndIsWhatTheProvidersBill() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorConfig.of(
                        provider("quick", Behaviour.DEFAULT),
                        provider("slow", Behaviour.DEFAULT.withLatency(new Latency.Fixed(MIDWAY)))));
                Standalone standalone = Standalone.start(StandaloneConfig.temporary())) {
            standalone.publish(catalogue(simulator), "acceptance");
            awaitReady(standalone);
            BatchClient client = new BatchClient(() -> standalone.connection().api(), "acme");
            String id = client.order(lines());

            JsonNode midway = await().atMost(MIDWAY)
                    .until(
                            () -> client.batch(id),
                            batch -> batch.at("/request_counts/completed").asInt() == QUICK
                                    && amount(batch.at("/headgate/cost")).compareTo(bill(simulator, "quick")) == 0);
            BigDecimal soFar = amount(midway.at("/headgate/cost"));
            BigDecimal rest = amount(midway.at("/headgate/rest/cost"));
            assertThat(soFar).isPositive();
            assertThat(rest).isEqualByComparingTo(soFar.multiply(BigDecimal.valueOf(SLOW / QUICK)));
            assertThat(midway.at("/headgate/unpriced_attempts").asLong()).isZero();
            assertThat(midway.at("/headgate/remaining").asInt()).isEqualTo(SLOW);
            assertThat(midway.at("/headgate/rest/requests").asInt()).isEqualTo(SLOW);
            assertThat(midway.at("/headgate/rest/estimate").asBoolean()).isTrue();
            assertThat(midway.at("/headgate/rest/ends_at").asLong())
                    .isGreaterThanOrEqualTo(midway.at("/in_progress_at").asLong());

            await().atMost(MIDWAY.plusSeconds(60))
                    .until(() -> client.batch(id).path("status").asText(), "completed"::equals);
            BigDecimal billed = bill(simulator, "quick").add(bill(simulator, "slow"));
            JsonNode ended = await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> client.batch(id),
                            batch -> amount(batch.at("/headgate/cost")).compareTo(billed) == 0);
            assertThat(billed).isEqualByComparingTo(soFar.add(rest));
            assertThat(ended.at("/headgate/remaining").asInt()).isZero();
            assertThat(ended.at("/headgate/rest").isMissingNode()).isTrue();
        }
    }

    private static SimulatedProvider provider(String name, Behaviour behaviour) {
        return SimulatedProvider.named(name)
                .withPrices("0.15", "0.60", "USD")
                .withBehaviour(behaviour.withReplyTokens(ANSWER));
    }

    private static void awaitReady(Standalone standalone) {
        URI readiness = standalone.connection().api().resolve("/health/readiness");
        try (HttpClient http = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> http.send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.discarding())
                                    .statusCode(),
                            status -> status == 200);
        }
    }

    /** What the provider's calls cost by its own account. */
    private static BigDecimal bill(Simulator simulator, String provider) {
        return simulator.ledger().entries(provider).stream()
                .map(LedgerEntry::cost)
                .map(Objects::requireNonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Of the one currency there is; -1 where there is no amount yet. */
    private static BigDecimal amount(JsonNode amounts) {
        return amounts.size() == 1 && amounts.at("/0/currency").asText().equals("USD")
                ? new BigDecimal(amounts.at("/0/amount").asText())
                : BigDecimal.ONE.negate();
    }

    private static List<String> lines() {
        return IntStream.range(0, QUICK + SLOW)
                .mapToObj(i -> """
                        {"custom_id":"line-%d","method":"POST","url":"/v1/chat/completions",\
                        "body":{"model":"%s","messages":[{"role":"user","content":"Why do rivers meander?"}]}}""".formatted(i, i < QUICK ? "quick-text" : "slow-text"))
                .toList();
    }

    private static String catalogue(Simulator simulator) {
        return """
                defaults: {tier: basic, max_output_tokens: 128}
                providers:
                  quick: {adapter: openai, allow_private: true, endpoints: {here: {base_url: "%s"}}}
                  slow: {adapter: openai, allow_private: true, endpoints: {here: {base_url: "%s"}}, limits: {max_in_flight: 64}}
                models:
                  quick-1:
                    provider: quick
                    provider_model: quick-1
                    context_window: 100000
                    prices: [{from: 2026-01-01, currency: USD, input: "0.15", output: "0.60"}]
                  slow-1:
                    provider: slow
                    provider_model: slow-1
                    context_window: 100000
                    prices: [{from: 2026-01-01, currency: USD, input: "0.15", output: "0.60"}]
                routes:
                  quick-text: {candidates: [{model: quick-1}]}
                  slow-text: {candidates: [{model: slow-1}]}
                tiers: {basic: {limits: [{measure: requests, window: minute, amount: 100000}]}}
                """.formatted(simulator.baseUrl("quick"), simulator.baseUrl("slow"));
    }
}
