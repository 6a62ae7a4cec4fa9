package io.headgate.deploy.benchmarks.rig;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.jvm.OtherWork;
import io.headgate.deploy.benchmarks.jvm.Usage;
import io.headgate.deploy.benchmarks.report.Progress;
import io.headgate.deploy.benchmarks.subject.BrokerJvm;
import io.headgate.deploy.benchmarks.subject.SimulatorJvm;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.topic.Partitions;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.schemas.topic.TopicProvisioner;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * What whoever is measured stands on: a broker and a simulated provider, each in a JVM of its own, and a Postgres. Each
 * starts when somebody asks for it. One thread.
 */
public final class Rig implements AutoCloseable {
    /** As a cluster has them by default: eight partitions; one broker cannot replicate. */
    private static final Partitions OF_A_SERVICE = new Partitions(8, 8, (short) 1);

    /** JVM options where little is done: a second compiler's work would not pay, nor a collector's threads. */
    public static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final String HEAP = "-Xmx1g";

    private final Progress progress;
    private final OtherWork others;
    private final List<String> jvm;
    private final int simulatorPort;
    private @Nullable ChildJvm broker;
    private @Nullable ChildJvm simulator;
    private @Nullable Postgres postgres;
    private int lanes;

    /**
     * @param others is told what a Postgres has used when it ends
     * @param jvm options of its JVMs, besides their heap
     */
    public Rig(Progress progress, OtherWork others, List<String> jvm) {
        this(progress, others, jvm, 0);
    }

    /** @param simulatorPort 0 for a free one */
    public Rig(Progress progress, OtherWork others, List<String> jvm, int simulatorPort) {
        this.progress = progress;
        this.others = others;
        this.simulatorPort = simulatorPort;
        this.jvm = Stream.concat(Stream.of(HEAP), jvm.stream()).toList();
    }

    /** It serves when this returns. */
    public ChildJvm broker() {
        ChildJvm running = broker;
        if (running == null) {
            progress.step("starting a broker");
            running = ChildJvm.start(BrokerJvm.class, jvm, List.of());
            broker = running;
        }
        return running;
    }

    /** Answers when this returns. */
    public ChildJvm simulator() {
        ChildJvm running = simulator;
        if (running == null) {
            running = ChildJvm.start(SimulatorJvm.class, jvm, List.of(Integer.toString(simulatorPort)));
            simulator = running;
        }
        return running;
    }

    /** Takes connections when this returns. */
    public Postgres postgres() {
        Postgres running = postgres;
        if (running == null) {
            progress.step("starting a Postgres");
            running = Postgres.start();
            postgres = running;
        }
        return running;
    }

    /** Topics that nobody has used, for one service by itself. */
    public Lane lane() {
        return lane(OF_A_SERVICE);
    }

    /** Topics that nobody has used. */
    public Lane lane(Partitions partitions) {
        KafkaConnection kafka =
                new KafkaConnection(broker().ready(), Map.of(), new TopicNames("bench-" + ++lanes + "."));
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            new TopicProvisioner(admin, kafka.topics(), partitions).provision(List.of(Sample.PROVIDER), List.of());
        }
        return new Lane(kafka);
    }

    /** The provider's, as a catalogue names it. */
    public URI baseUrl() {
        return URI.create(simulator().ready());
    }

    /** How long the provider takes to answer from now on: {@code instant}, {@code fixed:2s} … */
    public void latency(String latency) {
        simulator().order("latency " + latency);
    }

    /** What the broker has used until now. */
    public Usage brokerUsage() {
        return broker().usage();
    }

    /** What a Postgres has used that somebody else has started for the measurement, and that ends now. */
    public void ending(Usage postgres) {
        others.ours(postgres.cpu());
    }

    @Override
    public void close() {
        // What was not started is null, and left out.
        try (ChildJvm _ = broker;
                ChildJvm _ = simulator;
                Postgres ending = postgres) {
            if (ending != null) {
                ending(ending.usage());
            }
        }
    }
}
