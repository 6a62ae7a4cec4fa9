package io.headgate.deploy.acceptance.cluster;

import io.headgate.schemas.process.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A running installation: brokers, services and the simulator as processes of their own, Postgres, and a proxy between any
 * of them and each broker, Postgres and the providers. What ends without being told to is started again, as a supervisor would.
 * Closing it leaves nothing running; neither does the end of this JVM, however it comes. Thread-safe.
 */
public final class Cluster implements AutoCloseable {
    /** A call whose outcome nobody wrote is given up by the books then: longer than a call and a freeze together. */
    public static final Duration ORPHANED_AFTER = Duration.ofSeconds(30);

    private static final long LOOK_MILLIS = 200;

    private final Ground ground;
    private final Map<String, Member> members;
    private final Map<String, Integer> endedByThemselves = new ConcurrentHashMap<>();
    private final Thread supervisor;
    private final AtomicBoolean closing = new AtomicBoolean();

    private Cluster(Ground ground, Map<String, Member> members) {
        this.ground = ground;
        this.members = members;
        this.supervisor = Thread.ofVirtual().name("supervisor").unstarted(this::supervise);
    }

    /**
     * Starts servers, simulator, topics and services, and returns when all of them serve.
     *
     * @param directory for logs, state and the simulator's ledger; made when missing, never deleted
     * @throws IllegalStateException when one does not come up; what it said is in its files in {@code directory}
     */
    public static Cluster start(ClusterShape shape, Path directory, Providers providers)
            throws IOException, InterruptedException {
        Path logs = Files.createDirectories(directory.resolve("logs"));
        Ground ground = Ground.start(shape, directory, logs, providers);
        Cluster cluster = new Cluster(ground, Services.of(shape, ground, directory, logs, providers));
        try {
            cluster.members.values().forEach(Member::start);
            for (Member member : cluster.members.values()) {
                if (!member.awaitReady()) {
                    throw new IllegalStateException(
                            "%s does not serve; see its files in %s".formatted(member.name(), logs));
                }
            }
        } catch (RuntimeException | InterruptedException e) {
            cluster.close();
            throw e;
        }
        cluster.supervisor.start();
        return cluster;
    }

    /** The process of that name: {@code worker-2}, {@code broker-1}. */
    public Member member(String name) {
        Member member = members.getOrDefault(name, ground.brokers().get(name));
        if (member == null) {
            throw new IllegalArgumentException("process '%s': there are %s and %s"
                    .formatted(name, members.keySet(), ground.brokers().keySet()));
        }
        return member;
    }

    /** All processes of a kind, in order. */
    public List<Member> members(Kind kind) {
        return Stream.concat(ground.brokers().values().stream(), members.values().stream())
                .filter(member -> member.kind() == kind)
                .sorted(Comparator.comparing(Member::name))
                .toList();
    }

    /**
     * What leads to a server, {@code kafka-1}, {@code postgres} or {@code providers}, from everywhere; or from one process
     * alone, {@code worker-1~kafka-1}, {@code broker-2~kafka-1}.
     *
     * @throws IllegalArgumentException naming what there is
     */
    public Passage passage(String name) {
        return ground.passage(name);
    }

    /** Where the services find the providers: through the ways to them. */
    public URI providers() {
        return ground.providersAddress();
    }

    /** The brokers past their proxies: for whoever publishes, reads and judges. */
    public KafkaConnection kafka() {
        return ground.kafka();
    }

    public Database database() {
        return ground.database();
    }

    /** Base address of the simulator past its proxy: for whoever tells it how to behave, or reads its ledger. */
    public URI simulator() {
        return ground.simulatorAddress();
    }

    /** Puts a catalogue in force, over whatever is. */
    public void publish(String catalogue) {
        ground.publish(catalogue);
    }

    /** Where the processes write what they have to say. */
    public Path logs() {
        return ground.logs();
    }

    /** How often each process ended without being told to, by name; none for those that never did. */
    public Map<String, Integer> endedByThemselves() {
        return Map.copyOf(endedByThemselves);
    }

    private void supervise() {
        try {
            while (!closing.get()) {
                members.values().forEach(this::restartIfEnded);
                ground.brokers().values().forEach(this::restartIfEnded);
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restartIfEnded(Member member) {
        member.startIfEnded()
                .ifPresent(status ->
                        endedByThemselves.merge("%s (exit %d)".formatted(member.name(), status), 1, Integer::sum));
    }

    /** Services first, so that they can still commit; then what they stood on. A second call does nothing. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        supervisor.interrupt();
        try (ground) {
            Stopping.all(members.values());
        }
    }
}
