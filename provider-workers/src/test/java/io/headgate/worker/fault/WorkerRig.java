package io.headgate.worker.fault;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.deploy.embedded.TestServers;
import io.headgate.deploy.simulator.Simulator;
import io.headgate.deploy.simulator.behaviour.Behaviour;
import io.headgate.deploy.simulator.config.SimulatorConfig;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicCatalog;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.FixedCatalogue;
import io.headgate.worker.ProviderWorkers;
import io.headgate.worker.Samples;
import io.headgate.worker.WorkerConfig;
import io.headgate.worker.edge.Milestone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka topics of its own, simulated providers, workers between them, and the router's part played. Thread-safe. */
public final class WorkerRig implements AutoCloseable {
    /** No request here is given up for its age unless its test means it. */
    private static final Duration WANTED = Duration.ofMinutes(10);

    public final KafkaConnection kafka;
    public final Codecs codecs = AvroCodecs.singleObject();
    public final Simulator simulator;
    public final FixedCatalogue catalogue;
    final List<ProviderSetup> setups;
    final GroupView group;
    private final CommittedLog log;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ReentrantLock oneTransaction = new ReentrantLock();
    private final Map<AttemptId, Dispatch> dispatched = new ConcurrentHashMap<>();
    private final List<ProviderWorkers> workers = new ArrayList<>();
    private final List<WorkerProcess> processes = new ArrayList<>();

    /** One provider {@code sim} on the shared broker. */
    public WorkerRig(Class<?> test, int partitions, int maxInFlight, Behaviour behaviour) throws Exception {
        this(test, partitions, simulator(behaviour), maxInFlight);
    }

    private WorkerRig(Class<?> test, int partitions, Simulator simulator, int maxInFlight) throws Exception {
        this(
                TestServers.shared().bootstrapServers(),
                test,
                partitions,
                simulator,
                List.of(ProviderSetup.patient(Samples.PROVIDER.value(), simulator.baseUrl("sim"), maxInFlight)));
    }

    /** Any providers on any broker; closes the simulator with itself. */
    WorkerRig(String bootstrapServers, Class<?> test, int partitions, Simulator simulator, List<ProviderSetup> setups)
            throws Exception {
        this.simulator = simulator;
        this.setups = setups;
        kafka = new KafkaConnection(bootstrapServers, Map.of(), new TopicNames(TestServers.freshPrefix(test)));
        group = new GroupView(kafka);
        log = new CommittedLog(kafka);
        createTopics(partitions);
        catalogue = new FixedCatalogue(ProviderSetup.catalogue(setups));
        Map<String, Object> config = kafka.clientProperties();
        config.put("transactional.id", kafka.topics().prefix() + "router");
        config.put("max.request.size", TopicCatalog.MAX_RECORD_BYTES);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    static Simulator simulator(Behaviour behaviour) {
        return Simulator.start(SimulatorConfig.of(SimulatedProvider.named("sim").withBehaviour(behaviour)));
    }

    private void createTopics(int partitions) throws Exception {
        TopicNames topics = kafka.topics();
        Stream<String> queues = setups.stream()
                .flatMap(setup -> Stream.of(
                        topics.dispatch(setup.providerName()), topics.dispatchCritical(setup.providerName())));
        Stream<String> others = Stream.of(
                topics.results(),
                topics.attempts(),
                topics.failures(),
                topics.deadletters(),
                topics.intents(),
                topics.deltas(),
                topics.cancels(),
                topics.health(),
                topics.alerts());
        Map<String, String> config = Map.of("max.message.bytes", Integer.toString(TopicCatalog.MAX_RECORD_BYTES));
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.createTopics(Stream.concat(queues, others)
                            .map(name -> new NewTopic(name, partitions, (short) 1).configs(config))
                            .toList())
                    .all()
                    .get(30, SECONDS);
        }
    }

    public ProviderWorkers startWorkers(String instance) {
        return startWorkers(WorkerConfig.named(instance));
    }

    public ProviderWorkers startWorkers(WorkerConfig config) {
        return startWorkers(config, Milestone.Listener.NONE);
    }

    ProviderWorkers startWorkers(WorkerConfig config, Milestone.Listener milestones) {
        ProviderWorkers started = new ProviderWorkers(config, kafka, codecs, catalogue, milestones);
        workers.add(started);
        started.start();
        return started;
    }

    /** Workers in a process of their own. */
    public WorkerProcess startProcess(String instance) throws Exception {
        return startProcess(WorkerProcess.Plan.of(instance));
    }

    WorkerProcess startProcess(WorkerProcess.Plan plan) throws Exception {
        WorkerProcess started = WorkerProcess.start(this, plan);
        processes.add(started);
        return started;
    }

    public void dispatch(Dispatch dispatch) {
        dispatchAll(List.of(dispatch));
    }

    public void dispatchMany(int count) {
        dispatchMany("r", count);
    }

    public void dispatchMany(String prefix, int count) {
        dispatchAll(IntStream.range(0, count)
                .mapToObj(i -> Dispatches.first(prefix + i, Samples.PROVIDER.value(), WANTED))
                .toList());
    }

    void dispatchAll(List<Dispatch> all) {
        all.forEach(next -> dispatched.put(next.attempt(), next));
        publishAll(all.stream().map(this::record).toList());
    }

    private ProducerRecord<byte[], byte[]> record(Dispatch dispatch) {
        var provider = dispatch.target().provider();
        boolean critical = dispatch.request().context().priority() == Priority.CRITICAL;
        ProducerRecord<byte[], byte[]> next = new ProducerRecord<>(
                critical
                        ? kafka.topics().dispatchCritical(provider)
                        : kafka.topics().dispatch(provider),
                utf8(dispatch.request().key().request().value()),
                codecs.dispatch().encode(dispatch));
        new RecordHeading(dispatch.request().key(), dispatch.request().correlationId(), TraceContext.start())
                .writeTo(next.headers());
        return next;
    }

    void cancel(Dispatch unwanted) {
        var key = unwanted.request().key();
        Cancel cancel = new Cancel(key, "tester", "no longer wanted", Instant.now());
        publish(new ProducerRecord<>(
                kafka.topics().cancels(),
                utf8(key.tenant().value()),
                codecs.cancel().encode(cancel)));
    }

    public void publish(ProducerRecord<byte[], byte[]> any) {
        publishAll(List.of(any));
    }

    /** In a transaction, as the router does: its marker takes an offset too. */
    private void publishAll(List<ProducerRecord<byte[], byte[]>> records) {
        oneTransaction.lock();
        try {
            producer.beginTransaction();
            records.forEach(producer::send);
            producer.commitTransaction();
        } finally {
            oneTransaction.unlock();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Everything dispatched so far, the router's further attempts among it. */
    List<Dispatch> dispatched() {
        return List.copyOf(dispatched.values());
    }

    /** What was dispatched as this attempt. */
    Dispatch dispatched(AttemptId attempt) {
        return Objects.requireNonNull(dispatched.get(attempt), attempt.value());
    }

    /** All committed records of a topic so far, from its beginning. */
    public List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return log.read(topic);
    }

    public List<String> resultIds() {
        return committed(kafka.topics().results()).stream()
                .map(r -> new String(r.key(), StandardCharsets.UTF_8))
                .toList();
    }

    public List<Attempt> attempts() {
        return committed(kafka.topics().attempts()).stream()
                .map(r -> readable(codecs.attempt().decode(r.value())))
                .toList();
    }

    public List<InferenceResult> results() {
        return committed(kafka.topics().results()).stream()
                .map(r -> readable(codecs.result().decode(r.value())))
                .toList();
    }

    static <T> T readable(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Readable<T>(T value) -> value;
            case Decoded.Unreadable<T>(var failure) -> throw new AssertionError(failure.toString());
        };
    }

    /** Calls that {@code sim} has received. */
    long calls() {
        return simulator.ledger().calls("sim");
    }

    /** Waits until every dispatch has its outcome, and says what came of them. Names those that have none in time. */
    Outcomes settled(Duration within) {
        await().atMost(within)
                .pollInterval(Duration.ofMillis(400))
                .untilAsserted(() -> assertThat(Outcomes.open(dispatched(), attempts()))
                        .as("attempts without an outcome")
                        .isEmpty());
        return Outcomes.of(this);
    }

    /** Records of the dispatch topics that are not committed, markers included. */
    public long lag() throws Exception {
        return group.lag();
    }

    @Override
    public void close() {
        processes.forEach(WorkerProcess::close);
        workers.forEach(ProviderWorkers::close);
        producer.close(Duration.ofSeconds(5));
        simulator.close();
    }
}
