package io.headgate.deploy.cli.demo;

import io.headgate.deploy.simulator.ledger.ProviderSummary;
import io.headgate.deploy.standalone.SimulatedProviders;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who answers the demo's prompts. */
interface DemoProviders extends AutoCloseable {
    /** A catalogue of them, with routes {@code fast-text}, {@code careful-text} and {@code bulk-text}. */
    String catalog();

    /** Formats that have a route of their own, {@code <format>-text}; empty when they are not all there. */
    List<String> formats();

    /** For a person, in a line. */
    String description();

    /** What they billed, by provider; empty when they do not tell. */
    Optional<Map<String, ProviderSummary>> bills();

    @Override
    void close();

    /** Simulated ones: they keep a ledger. */
    record Simulated(SimulatedProviders providers) implements DemoProviders {
        @Override
        public String catalog() {
            return providers.catalog();
        }

        @Override
        public List<String> formats() {
            return SimulatedProviders.FORMATS;
        }

        @Override
        public String description() {
            return "swift (fast, dear), steady (in the middle), thrifty (cheap, slow, often overloaded),"
                    + " and one of each format; all simulated";
        }

        @Override
        public Optional<Map<String, ProviderSummary>> bills() {
            return Optional.of(providers.bills().summary());
        }

        @Override
        public void close() {
            providers.close();
        }
    }
}
