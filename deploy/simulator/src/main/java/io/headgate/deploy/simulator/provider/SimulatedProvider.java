package io.headgate.deploy.simulator.provider;

import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.ledger.Prices;
import java.util.List;
import java.util.Optional;

/**
 * One provider that the simulator plays, below its own base path {@code /<name>}.
 *
 * @param name letters, digits, dots and dashes; also its path
 * @param models the models it knows; empty for any
 * @param prices what it bills; empty leaves its costs unknown
 * @param rateLimit what it lets through; empty for all
 * @param apiKey the bearer token it insists on; empty for none
 * @param behaviour how it behaves from the start
 */
public record SimulatedProvider(
        String name,
        List<String> models,
        Optional<Prices> prices,
        Optional<RateLimit> rateLimit,
        Optional<String> apiKey,
        Behaviour behaviour) {
    public SimulatedProvider {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
            throw new IllegalArgumentException(
                    "provider name '" + name + "': want letters, digits, dots and dashes, as it is part of a path");
        }
        models = List.copyOf(models);
    }

    /** A provider of this name that takes any model from anyone, has no prices and behaves as {@link Behaviour#DEFAULT}. */
    public static SimulatedProvider named(String name) {
        return new SimulatedProvider(
                name, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Behaviour.DEFAULT);
    }

    public SimulatedProvider withModels(String... known) {
        return new SimulatedProvider(name, List.of(known), prices, rateLimit, apiKey, behaviour);
    }

    /** With prices per million input and output tokens, as decimal strings. */
    public SimulatedProvider withPrices(String input, String output, String currency) {
        return withPrices(Prices.of(input, output, currency));
    }

    public SimulatedProvider withPrices(Prices asked) {
        return new SimulatedProvider(name, models, Optional.of(asked), rateLimit, apiKey, behaviour);
    }

    public SimulatedProvider withRateLimit(int requestsPerMinute, int tokensPerMinute) {
        RateLimit limit = new RateLimit(requestsPerMinute, tokensPerMinute);
        return new SimulatedProvider(name, models, prices, Optional.of(limit), apiKey, behaviour);
    }

    public SimulatedProvider withApiKey(String key) {
        return new SimulatedProvider(name, models, prices, rateLimit, Optional.of(key), behaviour);
    }

    public SimulatedProvider withBehaviour(Behaviour from) {
        return new SimulatedProvider(name, models, prices, rateLimit, apiKey, from);
    }

    /** All but the key. */
    @Override
    public String toString() {
        return "SimulatedProvider[" + name + ", models=" + models + ", prices=" + prices + ", rateLimit=" + rateLimit
                + ", apiKey=" + (apiKey.isPresent() ? "set" : "none") + ", behaviour=" + behaviour + "]";
    }
}
