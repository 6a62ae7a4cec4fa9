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
import java.util.stream.Collectors;

/**
 * What the services stand on.
 *
 * @param ways by the server they lead to; services reach all of it through them alone
 * @param clients who takes them
 * @param kafka past the proxies
 */
record Ground(
        Map<String, Member> brokers,
        Member simulator,
        Database database,
        Map<String, Ways> ways,
        Clients clients,
        KafkaConnection kafka,
        Partitions partitions,
        Path logs)
        implements AutoCloseable {
    static final String POSTGRES = "postgres";
    static final String PROVIDERS = "providers";
    private static final int SIMULATOR_HEAP = 384;
    /**
     * As many as there are routers and workers to share them, and not the 8 of a cluster by default: brokers look at every
     * partition for every fetch, and these three share a machine with all the rest.
     */
    private static final Partitions OF_CLUSTER = new Partitions(2, 3, (short) 3);

    static Ground start(ClusterShape shape, Path directory, Path logs, Providers providers)
            throws IOException, InterruptedException {
        Clients clients = Clients.of(shape.clients());
        BrokerPlans plans = BrokerPlans.of(shape.count(Kind.BROKER), clients, directory, logs);
        Member simulator = simulator(directory, logs, providers);
        Map<String, Ways> ways = new HashMap<>(plans.ways());
        Database database = Database.start();
        ways.put(POSTGRES, Ways.to(POSTGRES, clients, database.port()));
        Partitions partitions = shape.count(Kind.BROKER) == 1 ? Partitions.ofOneBroker() : OF_CLUSTER;
        try {
            plans.members().values().forEach(Member::start);
            simulator.start();
            awaitReady(simulator);
            for (Member broker : plans.members().values()) {
                awaitReady(broker);
            }
            URI address = simulator.address().orElseThrow();
            ways.put(PROVIDERS, Ways.to(PROVIDERS, clients, address.getPort()));
            Topics.create(plans.direct(), partitions);
        } catch (RuntimeException e) {
            new Ground(plans.members(), simulator, database, ways, clients, plans.direct(), partitions, logs).close();
            throw e;
        }
        Ground ground = new Ground(
                plans.members(), simulator, database, Map.copyOf(ways), clients, plans.direct(), partitions, logs);
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
                new MemberPlan(
                        "simulator",
                        Kind.SIMULATOR,
                        SimulatorJvm.class,
                        List.of(),
                        arguments,
                        SIMULATOR_HEAP,
                        Map.of()),
                logs);
    }

    private static void awaitReady(Member member) throws InterruptedException {
        if (!member.awaitReady()) {
            throw new IllegalStateException(member.name() + " does not serve; see its files among the logs");
        }
    }

    /** Where the services find the simulator. */
    URI providersAddress() {
        return URI.create("http://" + way(PROVIDERS).hostAndPort());
    }

    URI simulatorAddress() {
        return simulator.address().orElseThrow(() -> new IllegalStateException("the simulator is gone"));
    }

    /** Where the services find Postgres. */
    String jdbcUrl() {
        return database.jdbcUrl().replaceFirst("//[^/]+/", "//" + way(POSTGRES).hostAndPort() + "/");
    }

    /** Where the services find Kafka. */
    String bootstrapServers() {
        return ways.entrySet().stream()
                .filter(way -> way.getKey().startsWith(BrokerPlans.SERVER))
                .map(way -> way.getValue().hostAndPort())
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** The JVM option by which a service finds all that. */
    String hosts(String service, Path directory) {
        return clients.option(service, ways.keySet(), directory.resolve("hosts"));
    }

    /** All ways to a server, {@code kafka-1}, or the one from a process to it, {@code worker-1~kafka-1}. */
    Passage passage(String name) {
        int between = name.indexOf(Ways.BETWEEN);
        return between < 0
                ? way(name)
                : way(name.substring(between + Ways.BETWEEN.length())).of(name.substring(0, between));
    }

    private Ways way(String server) {
        Ways way = ways.get(server);
        if (way == null) {
            throw new IllegalArgumentException("way to '%s': there are those to %s".formatted(server, ways.keySet()));
        }
        return way;
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
            ways.values().forEach(Ways::close);
        }
    }
}
