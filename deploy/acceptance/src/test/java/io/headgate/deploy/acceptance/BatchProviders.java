package io.headgate.deploy.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.deploy.acceptance.cluster.Providers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** A provider that takes its time, for the alias {@code text}, and one that refuses everything, for {@code broken-text}. */
final class BatchProviders {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private BatchProviders() {}

    static Providers soundAndBroken() {
        return new Providers("""
                seed: 1
                providers:
                  - name: sound
                    prices: {input: "0.15", output: "0.60", currency: USD}
                    behaviour: {latency: "uniform:200ms..400ms", replyTokens: {least: 40, most: 60}}
                  - name: broken
                    prices: {input: "0.15", output: "0.60", currency: USD}
                    behaviour: {faults: {chances: {"status:422": 1}}}
                """, BatchProviders::catalogue, Map.of());
    }

    private static String catalogue(URI at) {
        return """
                defaults: {deadline: 10m, max_output_tokens: 128, max_body_bytes: 200000}
                providers:
                  sound:
                    adapter: openai
                    allow_private: true
                    endpoints: {here: {base_url: "%1$s/sound/v1"}}
                    limits: {max_in_flight: 16}
                  broken:
                    adapter: openai
                    allow_private: true
                    endpoints: {here: {base_url: "%1$s/broken/v1"}}
                models:
                  sound-1:
                    provider: sound
                    provider_model: sound-1-2026-01-01
                    capabilities: [streaming]
                    context_window: 100000
                    prices: [{from: 2026-01-01, currency: USD, input: "0.15", output: "0.60"}]
                  broken-1:
                    provider: broken
                    provider_model: broken-1-2026-01-01
                    capabilities: [streaming]
                    context_window: 100000
                    prices: [{from: 2026-01-01, currency: USD, input: "0.15", output: "0.60"}]
                routes:
                  text: {candidates: [{model: sound-1}]}
                  broken-text: {candidates: [{model: broken-1}]}
                tiers: {basic: {limits: [{measure: requests, window: minute, amount: 1000000}]}}
                tenants: {acme: {tier: basic}}
                """.formatted(at);
    }

    /** How many calls both have had, by the simulator at this address. */
    static long calls(URI simulator) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(simulator + "/_sim/summary")).build();
        long calls = 0;
        for (JsonNode provider : Json.read(HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .body())
                .path("providers")) {
            calls += provider.path("calls").asLong();
        }
        return calls;
    }
}
