package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.router.waiting.RoomLimits;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The admission topology under test, its providers taking two requests at once and only alpha serving {@code fast-text}, with
 * its clients and workers.
 */
final class AdmissionDriver implements AutoCloseable {
    static final TopicNames TOPICS = new TopicNames("headgate.");
    static final AvroCodecs CODECS = AvroCodecs.singleObject();
    static final RoomLimits ROOMY = new RoomLimits(1_000, 10_000_000);
    private static final ProviderName ALPHA = new ProviderName("alpha");
    private static final ProviderName BETA = new ProviderName("beta");

    /** Whether providers' topics are there. */
    boolean reachable = true;
    /** Whether asking for them fails in a way that nobody expects. */
    boolean defect;

    private final TopologyTestDriver driver;
    private final Map<String, Dispatch> dispatched = new HashMap<>();
    private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();

    AdmissionDriver(Path stateDir, RoomLimits room) {
        this(stateDir, room, Samples.withMaxInFlight(Samples.onlyAlphaForFast(), 2));
    }

    AdmissionDriver(Path stateDir, RoomLimits room, Catalogue catalogue) {
        this(stateDir, room, TenantCatalogs.fixed(catalogue));
    }

    AdmissionDriver(Path stateDir, RoomLimits room, TenantCatalogs catalogs) {
        RouterConfig base = RouterConfig.defaults(stateDir);
        RouterConfig config = new RouterConfig(
                stateDir,
                1,
                0,
                base.commitInterval(),
                base.idempotencyWindow(),
                base.maxRecordBytes(),
                base.topicDiscovery(),
                room);
        RouterTopologies topologies = new RouterTopologies(config, TOPICS, CODECS, catalogs);
        driver = new TopologyTestDriver(
                topologies.admission(String::length, this::dispatchable),
                StreamsSettings.of(config, new KafkaConnection("unused:1", Map.of(), TOPICS), "admission"),
                Samples.NOW);
    }

    private boolean dispatchable(ProviderName provider) {
        if (defect) {
            throw new IllegalStateException("planted");
        }
        return reachable;
    }

    InferenceRequest request(String id) {
        return Samples.request(id);
    }

    InferenceRequest request(String id, Priority priority) {
        RoutingContext calm = Samples.context(null);
        RoutingContext context = new RoutingContext(null, null, null, priority, calm.deadline(), null, null, Map.of());
        return Samples.request(id, Samples.body("fast-text"), Samples.FAST, context);
    }

    InferenceRequest request(String id, Priority priority, Duration untilDeadline) {
        RoutingContext context =
                new RoutingContext(null, null, null, priority, Samples.NOW.plus(untilDeadline), null, null, Map.of());
        return Samples.request(id, Samples.body("fast-text"), Samples.FAST, context);
    }

    /** One whose deadline is three days away. */
    InferenceRequest patientRequest(String id) {
        RoutingContext patient = new RoutingContext(
                null, null, null, Priority.STANDARD, Samples.NOW.plus(Duration.ofDays(3)), null, null, Map.of());
        return Samples.request(id, Samples.body("fast-text"), Samples.FAST, patient);
    }

    InferenceRequest request(String id, String tenant) {
        return Samples.request(
                new TenantId(tenant), id, Samples.body("fast-text"), Samples.FAST, Samples.context(null));
    }

    void admit(InferenceRequest... requests) {
        for (InferenceRequest request : requests) {
            send(TOPICS.admissions(), CODECS.admission().encode(request), request.key());
        }
    }

    /** Admits one after the other until one is not dispatched. */
    void admitUntilOneWaits(String prefix) {
        for (int i = 0; i < 10_000; i++) {
            long before = stored();
            admit(request(prefix + "-" + i));
            if (stored() > before) {
                return;
            }
        }
        throw new AssertionError("nothing waits");
    }

    /** A worker ends a dispatched attempt. */
    void settle(String id) {
        takeDispatches();
        Dispatch dispatch = Objects.requireNonNull(dispatched.get(id), () -> "a dispatch of " + id);
        AttemptSummary summary = new AttemptSummary(
                dispatch.attempt(),
                dispatch.target(),
                AttemptStatus.COMPLETED,
                null,
                null,
                dispatch.dispatchedAt(),
                Duration.ofMillis(5));
        attempt(attempt(dispatch.request(), new Disposition.Final(), summary));
    }

    /** An attempt after which its request comes back. */
    Attempt comesBack(String id, AttemptSummary summary) {
        return attempt(request(id), new Disposition.Continue(request(id), List.of(summary)), summary);
    }

    /** A worker gives a dispatched request back: nobody answered. */
    void comeBack(Dispatch dispatch) {
        Failure failure = Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "not there");
        AttemptSummary summary = new AttemptSummary(
                dispatch.attempt(),
                dispatch.target(),
                AttemptStatus.RETRYABLE,
                failure,
                null,
                dispatch.dispatchedAt(),
                Duration.ofMillis(5));
        List<AttemptSummary> history = new ArrayList<>(dispatch.history());
        history.add(summary);
        attempt(attempt(dispatch.request(), new Disposition.Continue(dispatch.request(), history), summary));
    }

    void attempt(Attempt attempt) {
        send(TOPICS.attempts(), CODECS.attempt().encode(attempt), attempt.key());
    }

    void cancel(String id) {
        cancel(id, Samples.NOW);
    }

    void cancel(String id, Instant at) {
        Cancel cancel = new Cancel(new RequestKey(Samples.ACME, new RequestId(id)), "a test", null, at);
        send(TOPICS.cancels(), CODECS.cancel().encode(cancel), cancel.key());
    }

    void send(String topic, byte[] value) {
        send(topic, value, Samples.request("r-1").key());
    }

    /** Lets time pass at once, as when the process was stopped. */
    void sleep(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Lets time pass, in steps of a second at most, as the wall clock does. */
    void pass(Duration time) {
        Duration left = time;
        while (left.isPositive()) {
            Duration step = left.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : left;
            driver.advanceWallClockTime(step);
            left = left.minus(step);
        }
    }

    /** The ids of all dispatches so far, in order, those of critical requests aside. */
    List<String> dispatchedIds() {
        takeDispatches();
        return ids(all);
    }

    List<String> criticalIds() {
        takeDispatches();
        return ids(critical);
    }

    /** All dispatches so far, critical ones and those to any provider among them; each in order of its topic. */
    List<Dispatch> allDispatches() {
        takeDispatches();
        return List.copyOf(everything);
    }

    Dispatch dispatch() {
        takeDispatches();
        return all.getLast();
    }

    private final List<Dispatch> all = new ArrayList<>();
    private final List<Dispatch> critical = new ArrayList<>();
    private final List<Dispatch> beta = new ArrayList<>();
    private final List<Dispatch> everything = new ArrayList<>();

    private void takeDispatches() {
        take(TOPICS.dispatch(ALPHA), all);
        take(TOPICS.dispatchCritical(ALPHA), critical);
        take(TOPICS.dispatch(BETA), beta);
        take(TOPICS.dispatchCritical(BETA), beta);
    }

    private void take(String topic, List<Dispatch> into) {
        while (!out(topic).isEmpty()) {
            Dispatch dispatch = read(CODECS.dispatch(), topic);
            dispatched.put(dispatch.request().key().request().value(), dispatch);
            into.add(dispatch);
            everything.add(dispatch);
        }
    }

    private static List<String> ids(List<Dispatch> dispatches) {
        return dispatches.stream().map(d -> d.request().key().request().value()).toList();
    }

    /** The results that were not read yet. */
    List<InferenceResult> results() {
        List<InferenceResult> unread = new ArrayList<>();
        while (!out(TOPICS.results()).isEmpty()) {
            unread.add(result());
        }
        return unread;
    }

    InferenceResult result() {
        return read(CODECS.result(), TOPICS.results());
    }

    Notice notice() {
        return read(CODECS.notice(), TOPICS.notices());
    }

    /** How many requests the stores hold. */
    long stored() {
        long requests = count(StoredRoom.REQUESTS, driver);
        assertThat(count(StoredRoom.ENTRIES, driver)).isEqualTo(requests);
        return requests;
    }

    private static long count(String store, TopologyTestDriver driver) {
        try (KeyValueIterator<String, byte[]> all =
                driver.<String, byte[]>getKeyValueStore(store).all()) {
            long count = 0;
            while (all.hasNext()) {
                all.next();
                count++;
            }
            return count;
        }
    }

    /** The ledger as it is. */
    LedgerStore ledger() {
        return new LedgerStore(driver.getKeyValueStore(LedgerStore.NAME));
    }

    long count(String topic) {
        return out(topic).getQueueSize();
    }

    void assertNothingIn(String... topics) {
        for (String topic : topics) {
            assertThat(out(topic).isEmpty()).as(topic).isTrue();
        }
    }

    static FailureCode codeOf(InferenceResult result) {
        return failureOf(result).code();
    }

    static Failure failureOf(InferenceResult result) {
        return ((InferenceResult.Failed) result.outcome()).failure();
    }

    private void send(String topic, byte[] value, RequestKey key) {
        RecordHeaders headers = new RecordHeaders();
        new RecordHeading(key, new CorrelationId(key.request().value()), TraceContext.start()).writeTo(headers);
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key.tenant().value().getBytes(StandardCharsets.UTF_8), value, headers));
    }

    private TestOutputTopic<byte[], byte[]> out(String topic) {
        return outputs.computeIfAbsent(
                topic,
                name -> driver.createOutputTopic(name, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    private <T> T read(MessageCodec<T> codec, String topic) {
        return ((Decoded.Readable<T>) codec.decode(out(topic).readValue())).value();
    }

    private static Attempt attempt(InferenceRequest request, Disposition disposition, AttemptSummary summary) {
        Attempt sample = Samples.attempt(disposition, 1, summary);
        return new Attempt(
                request.key(),
                sample.summary(),
                sample.number(),
                request.alias(),
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                sample.cost(),
                sample.reservation(),
                null,
                null,
                sample.revision(),
                disposition);
    }

    @Override
    public void close() {
        driver.close();
    }
}
