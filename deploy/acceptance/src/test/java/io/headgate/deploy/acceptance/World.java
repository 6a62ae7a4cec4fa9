package io.headgate.deploy.acceptance;

import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.deploy.standalone.Standalone;
import io.headgate.deploy.standalone.StandaloneConfig;
import io.headgate.schemas.topic.TopicNames;

/** One running Headgate with one simulated provider, shared by the tests of this JVM; each test has ids of its own. */
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
        Simulator simulator = Simulator.start(
                SimulatorConfig.of(SimulatedProvider.named("sim").withPrices("0.15", "0.60", "USD")));
        Standalone standalone = Standalone.start(StandaloneConfig.temporary());
        standalone.publish(Catalogs.withProvider(simulator.baseUrl("sim")), "acceptance");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            standalone.close();
            simulator.close();
        }));
        return new World(standalone, simulator);
    }

    TopicNames names() {
        return standalone.connection().kafka().topics();
    }

    Topic requests() {
        return topic(names().requests());
    }

    Topic results() {
        return topic(names().results());
    }

    Topic topic(String name) {
        return new Topic(standalone.connection().kafka().bootstrapServers(), name);
    }
}
