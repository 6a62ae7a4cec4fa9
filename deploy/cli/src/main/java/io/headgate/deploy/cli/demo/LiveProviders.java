package io.headgate.deploy.cli.demo;

import io.headgate.deploy.simulator.ledger.ProviderSummary;
import io.headgate.schemas.process.OptionError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Real providers that speak OpenAI's wire, as far as their keys are in the environment. They are named, never the keys. */
final class LiveProviders implements DemoProviders {
    /** How many prompts are sent: enough to see it work, cheap enough not to ask. */
    static final int PROMPTS = 12;

    /** The order is that of preference. Prices are the user's to write: here they would soon be wrong. */
    private static final List<Live> KNOWN = List.of(
            new Live("openai", "OPENAI_API_KEY", "gpt-4.1-mini", 1_000_000),
            new Live("mistral", "MISTRAL_API_KEY", "mistral-small-latest", 128_000),
            new Live("deepseek", "DEEPSEEK_API_KEY", "deepseek-chat", 64_000),
            new Live("groq", "GROQ_API_KEY", "llama-3.1-8b-instant", 128_000),
            new Live("xai", "XAI_API_KEY", "grok-3-mini", 128_000),
            new Live("openrouter", "OPENROUTER_API_KEY", "openrouter/auto", 128_000));

    private final List<Live> live;

    /** @param name ours, and that of the preset */
    private record Live(String name, String variable, String model, int contextWindow) {}

    private LiveProviders(List<Live> live) {
        this.live = live;
    }

    static LiveProviders inEnvironment(Map<String, String> environment) {
        List<Live> live = KNOWN.stream()
                .filter(known -> !environment.getOrDefault(known.variable(), "").isBlank())
                .toList();
        if (live.isEmpty()) {
            throw new OptionError("--live: seen no provider's key in the environment, allowed one or more of "
                    + KNOWN.stream().map(Live::variable).collect(Collectors.joining(", ")));
        }
        return new LiveProviders(live);
    }

    @Override
    public String catalog() {
        StringBuilder yaml =
                new StringBuilder("defaults: {tier: basic, deadline: 5m, max_output_tokens: 256}\nproviders:\n");
        live.forEach(each -> yaml.append("""
                  %s:
                    preset: %s
                    api_key: env:%s
                    limits: {max_in_flight: 4}
                """.formatted(each.name(), each.name(), each.variable())));
        yaml.append("models:\n");
        live.forEach(each -> yaml.append("  %s-live: {provider: %s, provider_model: \"%s\", context_window: %d}\n"
                .formatted(each.name(), each.name(), each.model(), each.contextWindow())));
        yaml.append("routes:\n");
        String candidates =
                live.stream().map(each -> "{model: " + each.name() + "-live}").collect(Collectors.joining(", "));
        for (String alias : List.of("fast-text", "careful-text", "bulk-text")) {
            yaml.append("  %s: {candidates: [%s]}\n".formatted(alias, candidates));
        }
        return yaml.append("tiers: {basic: {limits: [{measure: requests, window: minute, amount: 60}]}}\n")
                .toString();
    }

    /** Those that are there by the keys at hand speak one. */
    @Override
    public List<String> formats() {
        return List.of();
    }

    @Override
    public String description() {
        return live.stream()
                        .map(each -> each.name() + " (" + each.model() + ")")
                        .collect(Collectors.joining(", ")) + "; real, unpriced here";
    }

    @Override
    public Optional<Map<String, ProviderSummary>> bills() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // Nothing was started.
    }
}
