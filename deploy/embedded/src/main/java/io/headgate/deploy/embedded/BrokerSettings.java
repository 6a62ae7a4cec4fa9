package io.headgate.deploy.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What a broker that is small and quick is told. Names and defaults: Kafka's broker configuration. */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String DIRECT_LISTENER = "PLAINTEXT";
    private static final String DETOUR_LISTENER = "DETOUR";

    private static final int MIB = 1024 * 1024;

    private BrokerSettings() {}

    static Properties of(Path logDirectory, BrokerCluster cluster, BrokerNode node) {
        Properties settings = new Properties();
        settings.putAll(behaviour(cluster.replicationFactor(), cluster.minInSyncReplicas()));
        settings.putAll(size());
        settings.putAll(liveness());
        settings.putAll(rest());
        settings.putAll(place(logDirectory, cluster, node));
        return settings;
    }

    /** What a broker is told beside that, which asks for names and passwords where its clients come in. */
    static Map<String, String> guarded(BrokerAccounts accounts) {
        Map<String, String> settings = new HashMap<>(accounts.broker(DIRECT_LISTENER));
        settings.put(
                "listener.security.protocol.map",
                "%s:PLAINTEXT,%s:SASL_PLAINTEXT".formatted(CONTROLLER_LISTENER, DIRECT_LISTENER));
        return settings;
    }

    /** The same node without its broker: it keeps the metadata and nothing else. */
    static Properties ofController(Path logDirectory, BrokerCluster cluster, BrokerNode node) {
        Properties settings = of(logDirectory, cluster, node);
        settings.setProperty("process.roles", "controller");
        settings.setProperty("listeners", CONTROLLER_LISTENER + "://" + node.controllerAddress());
        settings.remove("advertised.listeners");
        settings.remove("inter.broker.listener.name");
        return settings;
    }

    /** Whether a broker has run on the directory before. */
    static boolean hasBeenUsed(Path logDirectory) {
        return Files.exists(logDirectory.resolve("meta.properties"));
    }

    /** Whether the last broker on the directory closed its logs and took its leave. */
    static boolean wasStopped(Path logDirectory) {
        return Files.exists(logDirectory.resolve(".kafka_cleanshutdown"));
    }

    private static Map<String, String> place(Path logDirectory, BrokerCluster cluster, BrokerNode node) {
        String direct = DIRECT_LISTENER + "://" + Ports.LOOPBACK + ":" + node.port();
        String controller = CONTROLLER_LISTENER + "://" + node.controllerAddress();
        BrokerNode.Detour detour = node.detour();
        String detours = "," + DETOUR_LISTENER + "://";
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(node.id()),
                "controller.quorum.voters",
                cluster.voters(),
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "listeners",
                direct + "," + controller + (detour == null ? "" : detours + Ports.LOOPBACK + ":" + detour.port()),
                "advertised.listeners",
                direct + (detour == null ? "" : detours + detour.advertisedHost() + ":" + detour.advertisedPort()),
                "inter.broker.listener.name",
                detour == null ? DIRECT_LISTENER : DETOUR_LISTENER,
                "listener.security.protocol.map",
                "%s:PLAINTEXT,%s:PLAINTEXT,%s:PLAINTEXT"
                        .formatted(CONTROLLER_LISTENER, DIRECT_LISTENER, DETOUR_LISTENER),
                "log.dirs",
                logDirectory.toString());
    }

    /** Of a broker that is alone: what a container is told. */
    static Map<String, String> behaviour() {
        return behaviour(1, 1);
    }

    /** What a client can notice, and therefore the same in a container. */
    private static Map<String, String> behaviour(int replicationFactor, int minInSyncReplicas) {
        Map<String, String> settings = new HashMap<>();
        String replicas = String.valueOf(replicationFactor);
        String inSync = String.valueOf(minInSyncReplicas);
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(topic + ".num.partitions", "4");
            settings.put(topic + ".replication.factor", replicas);
        }
        settings.put("transaction.state.log.min.isr", inSync);
        settings.put("share.coordinator.state.topic.min.isr", inSync);
        settings.put("default.replication.factor", replicas);
        settings.put("min.insync.replicas", inSync);
        settings.put("auto.create.topics.enable", "false");

        // A group begins as soon as its first member is there, and a member that died is noticed soon.
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "500");
        settings.put("group.consumer.min.session.timeout.ms", "1000");
        settings.put("group.consumer.min.heartbeat.interval.ms", "100");

        // A transaction whose producer died holds read_committed consumers back until it is aborted.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // A second transaction that follows at once waits for the first one's markers: by default 20 ms a look. One
        // broker
        // has them in a moment; several copy them first, and looking a thousand times a second would be what holds them
        // up.
        settings.put("add.partitions.to.txn.retry.backoff.ms", replicationFactor == 1 ? "1" : "10");
        return settings;
    }

    /**
     * Others lead what a killed one led, and it is let in again, when its session is over: by default after 9 s. Each beat of a
     * broker that rests is a fifth of what it does, so there are three to a session and no more.
     */
    private static Map<String, String> liveness() {
        return Map.of("broker.session.timeout.ms", "3000", "broker.heartbeat.interval.ms", "1000");
    }

    /** What it does by itself while nobody asks anything of it. */
    private static Map<String, String> rest() {
        // So often, by default twice a second, a record without content is written to the metadata and forced to disk:
        // for whoever measures how far others are behind. Nobody does.
        return Map.of("metadata.max.idle.interval.ms", "10000");
    }

    private static Map<String, String> size() {
        return Map.of(
                // The default takes 128 MiB of heap.
                "log.cleaner.dedupe.buffer.size",
                String.valueOf(2 * MIB),
                "log.cleaner.threads",
                "1",
                "log.index.size.max.bytes",
                String.valueOf(MIB),
                "log.segment.bytes",
                String.valueOf(64 * MIB),
                "metadata.log.segment.bytes",
                String.valueOf(8 * MIB),
                "num.network.threads",
                "2",
                "num.io.threads",
                "4",
                "background.threads",
                "2");
    }
}
