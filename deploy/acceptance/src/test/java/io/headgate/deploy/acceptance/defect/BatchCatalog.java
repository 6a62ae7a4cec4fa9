package io.headgate.deploy.acceptance.defect;

import java.net.URI;

/** The catalogue of the batch: a provider that fails now and then, one that it falls back on, and narrow limits. */
final class BatchCatalog {
    private BatchCatalog() {}

    /** @param answers the reply topic of one of the two tenants */
    static String of(URI first, URI second, String answers) {
        return """
                defaults: {deadline: 90s, max_output_tokens: 64, max_body_bytes: 200000}
                providers:
                  first:
                    adapter: openai
                    allow_private: true
                    api_key: env:PLANTED_KEY
                    endpoints: {here: {base_url: "%s"}}
                    limits: {max_in_flight: 24}
                  second:
                    adapter: openai
                    allow_private: true
                    endpoints: {here: {base_url: "%s"}}
                    limits: {max_in_flight: 24}
                models:
                  first-1:
                    provider: first
                    provider_model: first-1
                    context_window: 100000
                    prices: [{from: 2026-01-01, currency: USD, input: "0.15", output: "0.60"}]
                  first-free:
                    provider: first
                    provider_model: first-free
                    context_window: 100000
                  second-1:
                    provider: second
                    provider_model: second-1
                    context_window: 100000
                    prices: [{from: 2026-01-01, currency: USD, input: "0.25", output: "0.90"}]
                routes:
                  fast-text: {candidates: [{model: first-1}, {model: second-1}]}
                  unpriced-text: {candidates: [{model: first-free}]}
                tiers:
                  wide:
                    limits:
                      - {measure: requests, window: minute, amount: 100000}
                      - {measure: in_flight, amount: 10000}
                      - {measure: tokens, window: month, amount: 100000000}
                  narrow:
                    limits:
                      - {measure: in_flight, amount: 6, on_exceeded: wait}
                tenants:
                  acme:
                    tier: wide
                    reply_topics: [%s]
                    project_limits: {thrift: [{measure: tokens, window: day, amount: 500}]}
                  globex: {tier: narrow}
                """.formatted(first, second, answers);
    }
}
