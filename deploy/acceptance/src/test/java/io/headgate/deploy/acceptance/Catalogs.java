package io.headgate.deploy.acceptance;

import java.net.URI;

/** Catalogues for tests. */
final class Catalogs {
    private Catalogs() {}

    /**
     * One provider, a model that talks for the alias {@code fast-text} and one that makes embeddings for {@code vectors}, the
     * tenant {@code acme}; other tenants are refused.
     */
    static String withProvider(URI baseUrl) {
        return with(baseUrl, "");
    }

    /** The same, with further aliases of the model that talks. */
    static String with(URI baseUrl, String furtherRoutes) {
        return """
                defaults: {deadline: 5m, max_output_tokens: 128, max_body_bytes: 200000}
                providers:
                  sim:
                    adapter: openai
                    allow_private: true
                    endpoints: {here: {base_url: "%s"}}
                    limits: {max_in_flight: 256}
                models:
                  sim-1:
                    provider: sim
                    provider_model: sim-1-2026-01-01
                    capabilities: [tools, json_mode, json_schema, streaming]
                    context_window: 100000
                    prices: [{from: 2026-01-01, currency: USD, input: "0.15", output: "0.60"}]
                  sim-vectors:
                    provider: sim
                    provider_model: sim-1-2026-01-01
                    capabilities: [embeddings]
                    context_window: 8192
                    prices: [{from: 2026-01-01, currency: USD, input: "0.02"}]
                routes:
                  fast-text: {candidates: [{model: sim-1}]}
                  vectors: {candidates: [{model: sim-1}, {model: sim-vectors}]}
                %s
                tiers: {basic: {limits: [{measure: requests, window: minute, amount: 100000}]}}
                tenants: {acme: {tier: basic}}
                """.formatted(baseUrl, furtherRoutes);
    }
}
