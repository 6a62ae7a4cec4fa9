package io.headgate.deploy.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker in this JVM: alone and its own controller, or a node of a cluster.
 *
 * <p>May be stopped and started again any number of times: its address and its records stay. One thread at a time.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final ServerDirectory directory;
    private final @Nullable BrokerCluster cluster;
    private final int nodeId;
    private final @Nullable BrokerAccounts accounts;
    private int port;
    private @Nullable KafkaRaftServer server;

    /**
     * A broker that is not started yet.
     *
     * @param directory where its log is; closed by whoever made it, after this
     * @param port 0 to 65535, 0 for a free one
     */
    public EmbeddedBroker(ServerDirectory directory, int port) {
        this(directory, null, BrokerSettings.NODE_ID, port, null);
    }

    /**
     * A broker that is not started yet, on a free port, and lets nobody in but these accounts.
     *
     * @param directory where its log is; closed by whoever made it, after this
     */
    public EmbeddedBroker(ServerDirectory directory, BrokerAccounts accounts) {
        this(directory, null, BrokerSettings.NODE_ID, 0, accounts);
    }

    /**
     * A node of a cluster that is not started yet. {@link #start} waits for as many others as make a majority.
     *
     * @param directory where its log is; each node has its own
     */
    public EmbeddedBroker(ServerDirectory directory, BrokerCluster cluster, int nodeId) {
        this(directory, cluster, nodeId, cluster.node(nodeId).port(), null);
    }

    private EmbeddedBroker(
            ServerDirectory directory,
            @Nullable BrokerCluster cluster,
            int nodeId,
            int port,
            @Nullable BrokerAccounts accounts) {
        Ports.check("port", port);
        this.directory = directory;
        this.cluster = cluster;
        this.nodeId = nodeId;
        this.port = port;
        this.accounts = accounts;
        FatalErrors.keepThisProcessAlive();
    }

    /**
     * Starts the broker and returns when it serves; does nothing when it runs.
     *
     * @throws ServerException when it cannot be started
     */
    public void start() {
        if (server != null) {
            return;
        }
        boolean portIsFixed = port != 0;
        for (int attempt = 1; ; attempt++) {
            int[] free = Ports.free(2);
            int brokerPort = portIsFixed ? port : free[0];
            try {
                server = start(brokerPort, free[1]);
                port = brokerPort;
                return;
            } catch (Exception e) {
                // A free port may have been taken by another process in between: others are tried.
                if (attempt == ATTEMPTS) {
                    throw new ServerException(
                            "could not start Kafka on port " + brokerPort + " in " + directory.path(), e);
                }
            }
        }
    }

    private KafkaRaftServer start(int brokerPort, int controllerPort) throws Exception {
        BrokerCluster of = cluster != null ? cluster : BrokerCluster.ofOne(brokerPort, controllerPort);
        Path log = Files.createDirectories(directory.path().resolve("log"));
        Properties settings = BrokerSettings.of(log, of, of.node(nodeId));
        if (accounts != null) {
            settings.putAll(BrokerSettings.guarded(accounts));
        }
        if (!BrokerSettings.hasBeenUsed(log)) {
            format(log, of.id());
        } else if (of.nodes().size() == 1 && !BrokerSettings.wasStopped(log)) {
            KilledBroker.unregister(log, of);
        }
        return started(settings);
    }

    /** A server that runs; the caller stops it. */
    static KafkaRaftServer started(Properties settings) throws Exception {
        KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            starting.startup();
            return starting;
        } catch (Exception e) {
            stop(starting);
            throw e;
        }
    }

    private void format(Path log, String clusterId) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(clusterId)
                .setNodeId(nodeId)
                .addDirectory(log.toString())
                .setMetadataLogDirectory(Optional.of(log.toString()))
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
    }

    /**
     * The broker's address, {@code host:port}; the same after a restart.
     *
     * @throws IllegalStateException before the first start
     */
    public String bootstrapServers() {
        if (port == 0) {
            throw new IllegalStateException("the broker in " + directory.path() + " was never started");
        }
        return Ports.LOOPBACK + ":" + port;
    }

    /** Stops the broker, cleanly; does nothing when it does not run. */
    public void stop() {
        KafkaRaftServer running = server;
        server = null;
        if (running != null) {
            stop(running);
        }
    }

    static void stop(KafkaRaftServer running) {
        running.shutdown();
        running.awaitShutdown();
    }

    /** Same as {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }
}
