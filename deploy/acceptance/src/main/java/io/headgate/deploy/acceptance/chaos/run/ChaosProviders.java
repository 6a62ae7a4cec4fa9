package io.headgate.deploy.acceptance.chaos.run;

import io.headgate.deploy.acceptance.chaos.load.Script;
import io.headgate.deploy.acceptance.cluster.Providers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Four simulated providers, of which three are in the catalogue from the start. */
final class ChaosProviders {
    /** In the catalogue from the start. */
    static final List<String> FIRST = List.of("swift", "steady", "thrifty");

    private static final List<Provider> ALL = List.of(
            new Provider("swift", "2.50", "10.00", "lognormal:80ms,0.4,1s"),
            new Provider("steady", "0.60", "2.40", "lognormal:200ms,0.4,2s"),
            new Provider("thrifty", "0.10", "0.40", "lognormal:400ms,0.5,3s"),
            new Provider("nimble", "1.20", "4.80", "lognormal:120ms,0.3,1s"));

    private static final String KEY = "HEADGATE_CHAOS_KEY";

    private record Provider(String name, String input, String output, String latency) {}

    private ChaosProviders() {}

    /** @param key what the providers insist on; a canary */
    static Providers with(String key) {
        String simulated = ALL.stream()
                .map(provider -> """
                  - name: %s
                    prices: {input: "%s", output: "%s", currency: USD}
                    apiKey: %s
                    behaviour: %s
                """.formatted(
                                provider.name(), provider.input(), provider.output(), key, normal(provider.name())))
                .collect(Collectors.joining());
        return new Providers("seed: 1\nproviders:\n" + simulated, at -> catalogue(at, FIRST), Map.of(KEY, key));
    }

    /** How a provider behaves when nothing is wrong: a JSON object, which is YAML as well. */
    static String normal(String provider) {
        return "{\"latency\": \"%s\", \"replyTokens\": {\"least\": 8, \"most\": 24}}".formatted(latency(provider));
    }

    /** The same, but for a fault of the simulator in so many of a hundred calls. */
    static String misbehaving(String provider, String fault, int percent) {
        return "{\"latency\": \"%s\", \"replyTokens\": {\"least\": 8, \"most\": 24}, \"faults\": {\"chances\": {\"%s\": %s}}}"
                .formatted(latency(provider), fault, percent / 100.0);
    }

    private static String latency(String provider) {
        return ALL.stream()
                .filter(known -> known.name().equals(provider))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("provider " + provider))
                .latency();
    }

    /**
     * A catalogue.
     *
     * @param at where the services find the simulator
     * @param names the providers that are in it, in order of preference
     */
    static String catalogue(URI at, List<String> names) {
        StringBuilder yaml = new StringBuilder("""
                defaults: {deadline: 10m, max_output_tokens: 64, max_body_bytes: 300000}
                providers:
                """);
        for (String name : names) {
            yaml.append("""
                  %s:
                    adapter: openai
                    allow_private: true
                    api_key: env:%s
                    endpoints: {here: {base_url: "%s/%s/v1"}}
                    limits: {max_in_flight: 64}
                    timeouts: {connect: 2s, first_byte: 5s, between_chunks: 5s, total: 10s}
                """.formatted(name, KEY, at, name));
        }
        yaml.append("models:\n");
        for (String name : names) {
            Provider provider = ALL.stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("provider " + name));
            yaml.append("""
                  %s-1:
                    provider: %s
                    provider_model: %s-1-2026-01-01
                    capabilities: [tools, json_mode, streaming]
                    context_window: 100000
                    prices: [{from: 2026-01-01, currency: USD, input: "%s", output: "%s"}]
                """.formatted(name, name, name, provider.input(), provider.output()));
        }
        String candidates =
                names.stream().map(name -> "{model: " + name + "-1}").collect(Collectors.joining(", "));
        return yaml.append("""
                routes:
                  chaos-text: {strategy: balanced, candidates: [%s]}
                tiers:
                  basic:
                    limits:
                      - {measure: requests, window: minute, amount: 1000000}
                      - {measure: tokens, window: month, amount: 1000000000}
                      - {measure: cost, window: month, amount: "10000.00", currency: USD}
                tenants:
                """.formatted(candidates)).append(tenants()).toString();
    }

    /** The last of them has spent what it may after some hundred requests. */
    private static String tenants() {
        String last = Script.TENANTS.getLast();
        return Script.TENANTS.stream()
                .map(tenant -> tenant.equals(last)
                        ? "  %s: {tier: basic, limits: [{measure: cost, window: month, amount: \"0.002\", currency: USD}]}\n"
                                .formatted(tenant)
                        : "  %s: {tier: basic}\n".formatted(tenant))
                .collect(Collectors.joining());
    }
}
