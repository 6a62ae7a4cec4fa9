package io.headgate.deploy.acceptance;

import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.deploy.standalone.Standalone;
import io.headgate.deploy.standalone.StandaloneConfig;
import io.headgate.schemas.catalog.publish.CatalogPublisher;
import io.headgate.schemas.catalog.publish.Publication;

/** One running Headgate with one simulated provider, shared by the tests of this JVM; each test has tenants of its own. */
final class World {
    private static final World SHARED = start();

    final Standalone standalone;
    final Simulator simulator;

    private World(Standalone standalone, Simulator simulator) {
        this.standalone = standalone;
        this.simulator = simulator;
    }

    static World shared() {
        return SHARED;
    }

    private static World start() {
        Simulator simulator = Simulator.start(SimulatorConfig.of(provider()));
        Standalone standalone = Standalone.start(StandaloneConfig.temporary());
        World world = new World(standalone, simulator);
        world.apply(Catalogs.withProvider(simulator.baseUrl("sim").toString()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            standalone.close();
            simulator.close();
        }));
        return world;
    }

    static SimulatedProvider provider() {
        return SimulatedProvider.named("sim").withPrices("0.15", "0.60", "USD").withBehaviour(Behaviour.DEFAULT);
    }

    Publication apply(String yaml) {
        return CatalogPublisher.publishLatest(standalone.connection().kafka(), standalone.codecs(), yaml, "acceptance");
    }

    Topic topic(String name) {
        return new Topic(standalone.connection().kafka().bootstrapServers(), name);
    }

    String requests() {
        return standalone.connection().kafka().topics().requests();
    }

    String results() {
        return standalone.connection().kafka().topics().results();
    }
}
