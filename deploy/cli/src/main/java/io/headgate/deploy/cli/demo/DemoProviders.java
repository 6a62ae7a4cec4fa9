package io.headgate.deploy.cli.demo;

import io.headgate.deploy.simulator.ledger.ProviderSummary;
import io.headgate.deploy.standalone.SimulatedProviders;
import java.util.Map;
import java.util.Optional;

/** Who answers the demo's prompts. */
interface DemoProviders extends AutoCloseable {
    /** A catalogue of them, with routes {@code fast-text}, {@code careful-text} and {@code bulk-text}. */
    String catalog();

    /** For a person, in a line. */
    String description();

    /** What they billed, by provider; empty when they do not tell. */
    Optional<Map<String, ProviderSummary>> bills();

    @Override
    void close();

    /** Three simulated ones: they keep a ledger. */
    record Simulated(SimulatedProviders providers) implements DemoProviders {
        @Override
        public String catalog() {
            return providers.catalog();
        }

        @Override
        public String description() {
            return "swift (fast, dear), steady (in the middle), thrifty (cheap, slow, often overloaded); all simulated";
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
