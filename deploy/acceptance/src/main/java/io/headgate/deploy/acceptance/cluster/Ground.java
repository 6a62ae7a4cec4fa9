package io.headgate.deploy.acceptance.cluster;

import io.headgate.deploy.acceptance.cluster.child.SimulatorJvm;
import io.headgate.schemas.catalog.publish.CatalogPublisher;
import io.headgate.schemas.catalog.publish.Publication;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.process.ServiceCodecs;
import io.headgate.schemas.process.Topics;
import io.headgate.schemas.topic.Partitions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the services stand on.
 *
 * @param proxies by name; services reach all of it through them alone
 * @param kafka past the proxies
 */
record Ground(
        Map<String, Member> brokers,
        Member simulator,
        Database database,
        Map<String, TcpProxy> proxies,
        KafkaConnection kafka,
        Partitions partitions,
        Path logs)
        implements AutoCloseable {
    static final String POSTGRES = "postgres";
    static final String PROVIDERS = "providers";
    private static final int SIMULATOR_HEAP = 384;

    static Ground start(ClusterShape shape, Path directory, Path logs, Providers providers)
            throws IOException, InterruptedException {
        BrokerPlans plans = BrokerPlans.of(shape.count(Kind.BROKER), directory, logs);
        Member simulator = simulator(directory, logs, providers);
        Map<String, TcpProxy> proxies = new HashMap<>(plans.proxies());
        Database database = Database.start();
        proxies.put(POSTGRES, TcpProxy.start(POSTGRES, 0, database.port()));
        Partitions partitions = shape.count(Kind.BROKER) == 1 ? Partitions.ofOneBroker() : Partitions.ofCluster();
        try {
            plans.members().values().forEach(Member::start);
            simulator.start();
            awaitReady(simulator);
            for (Member broker : plans.members().values()) {
                awaitReady(broker);
            }
            URI address = simulator.address().orElseThrow();
            proxies.put(PROVIDERS, TcpProxy.start(PROVIDERS, 0, address.getPort()));
            Topics.create(plans.direct(), partitions);
        } catch (RuntimeException e) {
            new Ground(plans.members(), simulator, database, proxies, plans.direct(), partitions, logs).close();
            throw e;
        }
        Ground ground =
                new Ground(plans.members(), simulator, database, Map.copyOf(proxies), plans.direct(), partitions, logs);
        ground.publish(providers.catalogue().apply(ground.providersAddress()));
        return ground;
    }

    private static Member simulator(Path directory, Path logs, Providers providers) throws IOException {
        Path config = Files.writeString(directory.resolve("simulator.yml"), providers.simulator());
        List<String> arguments = List.of(
                "--config",
                config.toString(),
                "--port",
                "0",
                "--ledger",
                directory.resolve("ledger.jsonl").toString());
        return new Member(
                new MemberPlan("simulator", Kind.SIMULATOR, SimulatorJvm.class, arguments, SIMULATOR_HEAP, Map.of()),
                logs);
    }

    private static void awaitReady(Member member) throws InterruptedException {
        if (!member.awaitReady()) {
            throw new IllegalStateException(member.name() + " does not serve; see its files among the logs");
        }
    }

    /** Where the services find the simulator. */
    URI providersAddress() {
        return URI.create("http://127.0.0.1:" + proxy(PROVIDERS).port());
    }

    URI simulatorAddress() {
        return simulator.address().orElseThrow(() -> new IllegalStateException("the simulator is gone"));
    }

    /** Where the services find Postgres. */
    String jdbcUrl() {
        return database.jdbcUrl()
                .replace(":" + database.port() + "/", ":" + proxy(POSTGRES).port() + "/");
    }

    /** Where the services find Kafka. */
    String bootstrapServers() {
        return brokers.keySet().stream()
                .map(name -> "127.0.0.1:" + proxy(BrokerPlans.proxyOf(name)).port())
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
    }

    private TcpProxy proxy(String name) {
        TcpProxy proxy = proxies.get(name);
        if (proxy == null) {
            throw new IllegalStateException("no proxy " + name);
        }
        return proxy;
    }

    /** Puts a catalogue in force, if it is not already. */
    void publish(String catalogue) {
        Publication publication = new CatalogPublisher(
                        kafka, ServiceCodecs.of(null).catalog(), Topics.creator(kafka, partitions), Clock.systemUTC())
                .publish(catalogue, "chaos");
        switch (publication) {
            case Publication.Published _, Publication.Unchanged _ -> {}
            case Publication.Conflict _, Publication.Refused _ ->
                throw new IllegalStateException("the catalogue was not taken: " + publication);
        }
    }

    @Override
    public void close() {
        try (database) {
            Stopping.all(brokers.values());
            Stopping.all(List.of(simulator));
            proxies.values().forEach(TcpProxy::close);
        }
    }
}
