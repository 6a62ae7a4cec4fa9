package io.headgate.deploy.standalone;

import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.behaviour.FaultPlan;
import io.headgate.deploy.simulator.behaviour.Latency;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.ledger.BillingLedger;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Simulated providers and a catalogue of them. Three speak OpenAI's format: one fast and dear, one in the middle, one
 * cheap, slow and often overloaded. Five more speak a format each, whose name they have. Their bills are the other side
 * of our books.
 */
public final class SimulatedProviders implements AutoCloseable {
    private static final String CATALOG = "/io/headgate/deploy/standalone/simulated-catalog.yml";

    /** Each is the name of a provider that speaks it; its route is {@code <format>-text}. */
    public static final List<String> FORMATS = List.of("openai", "anthropic", "gemini", "ollama", "replicate");

    private static final List<String> NAMES = List.of("swift", "steady", "thrifty");

    private final Simulator simulator;

    private SimulatedProviders(Simulator simulator) {
        this.simulator = simulator;
    }

    public static SimulatedProviders start() {
        List<SimulatedProvider> providers = new ArrayList<>(List.of(
                SimulatedProvider.named("swift")
                        .withPrices("2.50", "10.00", "USD")
                        .withBehaviour(behaviour(120, FaultPlan.NONE)),
                SimulatedProvider.named("steady")
                        .withPrices("0.60", "2.40", "USD")
                        .withBehaviour(behaviour(350, FaultPlan.chance("status:500", 0.02))),
                SimulatedProvider.named("thrifty")
                        .withPrices("0.10", "0.40", "USD")
                        .withBehaviour(behaviour(
                                900, FaultPlan.chance("status:503", 0.06).andChance("status:429", 0.04)))));
        FORMATS.forEach(format -> providers.add(SimulatedProvider.named(format)
                .withPrices("0.30", "1.20", "USD")
                .withBehaviour(behaviour(120, FaultPlan.NONE))));
        return new SimulatedProviders(Simulator.start(SimulatorConfig.of(providers.toArray(SimulatedProvider[]::new))));
    }

    /** A catalogue whose endpoints are these providers. */
    public String catalog() {
        String yaml = template();
        for (String name : NAMES) {
            yaml = yaml.replace("${" + name + "}", simulator.baseUrl(name).toString());
        }
        for (String format : FORMATS) {
            yaml = yaml.replace("${" + format + "}", simulator.origin(format).toString());
        }
        return yaml;
    }

    /** Where the simulator is reached: its ledger is at {@code /_sim/ledger}. */
    public URI address() {
        return simulator.baseUrl();
    }

    /** What they billed. */
    public BillingLedger bills() {
        return simulator.ledger();
    }

    @Override
    public void close() {
        simulator.close();
    }

    private static Behaviour behaviour(int medianMillis, FaultPlan faults) {
        return Behaviour.DEFAULT
                .withLatency(new Latency.LogNormal(
                        Duration.ofMillis(medianMillis), 0.4, Duration.ofMillis(5L * medianMillis)))
                .withFaults(faults);
    }

    private static String template() {
        try (InputStream in = SimulatedProviders.class.getResourceAsStream(CATALOG)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + CATALOG);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
