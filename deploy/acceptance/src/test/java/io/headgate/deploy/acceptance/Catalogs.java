package io.headgate.deploy.acceptance;

import java.net.URI;

/** Catalogues for tests. */
final class Catalogs {
    private Catalogs() {}

    /** One provider, one model, the alias {@code fast-text}, the tenant {@code acme}; other tenants are refused. */
    static String withProvider(URI baseUrl) {
        return with(baseUrl, "");
    }

    /** The same, with further aliases of the same model. */
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
                routes:
                  fast-text: {candidates: [{model: sim-1}]}
                %s
                tiers: {basic: {limits: [{measure: requests, window: minute, amount: 100000}]}}
                tenants: {acme: {tier: basic}}
                """.formatted(baseUrl, furtherRoutes);
    }

    /**
     * Two providers with prices and one without, behind {@code fast-text} and {@code own-text}; limits of tenants, of a
     * project and of a model, and for {@code initech} one on cost that it reaches.
     */
    static String ofMoney(URI north, URI south, URI own, String reached) {
        return """
                defaults: {deadline: 5m, max_output_tokens: 128, max_body_bytes: 200000}
                providers:
                  north: {adapter: openai, allow_private: true, endpoints: {here: {base_url: "%s"}}, limits: {max_in_flight: 8}}
                  south: {adapter: openai, allow_private: true, endpoints: {here: {base_url: "%s"}}, limits: {max_in_flight: 8}}
                  own: {adapter: openai, allow_private: true, endpoints: {here: {base_url: "%s"}}, limits: {max_in_flight: 8}}
                models:
                  north-1:
                    provider: north
                    provider_model: n-1
                    context_window: 100000
                    prices: [{from: 2026-01-01, currency: USD, input: "0.15", cache_read: "0.05", output: "0.60"}]
                  south-1:
                    provider: south
                    provider_model: s-1
                    context_window: 100000
                    prices: [{from: 2026-01-01, currency: USD, input: "0.30", output: "1.20"}]
                  own-1: {provider: own, provider_model: o-1, context_window: 100000}
                routes:
                  fast-text: {candidates: [{model: north-1}, {model: south-1}]}
                  own-text: {candidates: [{model: own-1}]}
                tiers:
                  basic:
                    limits:
                      - {measure: tokens, window: month, amount: 100000000, zone: Pacific/Kiritimati}
                      - {measure: cost, window: month, amount: "1000.00", currency: USD, unpriced_allowed: true}
                tenants:
                  globex: {tier: basic}
                  acme:
                    tier: basic
                    project_limits: {search: [{measure: tokens, window: month, amount: 100000000}]}
                    model_limits: {south-1: [{measure: cost, window: month, amount: "800", currency: USD}]}
                  initech:
                    tier: basic
                    limits: [{measure: cost, window: month, amount: "%s", currency: USD}]
                """.formatted(north, south, own, reached);
    }
}
