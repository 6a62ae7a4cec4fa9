package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.router.waiting.RoomLimits;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The admission topology under test, its providers taking two requests at once and only alpha serving {@code fast-text}, with
 * its clients and workers.
 */
final class AdmissionDriver implements AutoCloseable {
    static final TopicNames TOPICS = DrivenTopology.TOPICS;
    static final AvroCodecs CODECS = DrivenTopology.CODECS;
    static final RoomLimits ROOMY = new RoomLimits(1_000, 10_000_000);

    /** Whether providers' topics are there. */
    boolean reachable = true;
    /** Whether asking for them fails in a way that nobody expects. */
    boolean defect;

    private final DrivenTopology topology;
    private final Dispatched dispatched;

    AdmissionDriver(Path stateDir, RoomLimits room) {
        this(stateDir, room, Catalogues.withMaxInFlight(Catalogues.onlyAlphaForFast(), 2));
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
        topology = new DrivenTopology(topologies, config, this::dispatchable, Samples.NOW);
        dispatched = new Dispatched(topology);
    }

    private boolean dispatchable(ProviderName provider) {
        if (defect) {
            throw new IllegalStateException("planted");
        }
        return reachable;
    }

    void admit(InferenceRequest... requests) {
        for (InferenceRequest request : requests) {
            topology.send(TOPICS.admissions(), CODECS.admission().encode(request), request.key());
        }
    }

    /** Admits one after the other until one is not dispatched. */
    void admitUntilOneWaits(String prefix) {
        for (int i = 0; i < 10_000; i++) {
            long before = stored();
            admit(Requests.request(prefix + "-" + i));
            if (stored() > before) {
                return;
            }
        }
        throw new AssertionError("nothing waits");
    }

    /** A worker ends a dispatched attempt. */
    void settle(String id) {
        attempt(WorkerAnswers.completed(dispatched.of(id)));
    }

    void attempt(Attempt attempt) {
        topology.send(TOPICS.attempts(), CODECS.attempt().encode(attempt), attempt.key());
    }

    void cancel(String id) {
        cancel(id, Samples.NOW);
    }

    void cancel(String id, Instant at) {
        Cancel cancel = new Cancel(new RequestKey(Samples.ACME, new RequestId(id)), "a test", null, at);
        topology.send(TOPICS.cancels(), CODECS.cancel().encode(cancel), cancel.key());
    }

    void send(String topic, byte[] value) {
        topology.send(topic, value, Samples.request("r-1").key());
    }

    /** See {@link DrivenTopology#sleep}. */
    void sleep(Duration time) {
        topology.sleep(time);
    }

    /** See {@link DrivenTopology#pass}. */
    void pass(Duration time) {
        topology.pass(time);
    }

    /** The ids of all dispatches to alpha so far, in order, those of critical requests aside. */
    List<String> dispatchedIds() {
        return ids(dispatched.toAlpha());
    }

    List<String> criticalIds() {
        return ids(dispatched.criticalToAlpha());
    }

    /** See {@link Dispatched#all}. */
    List<Dispatch> allDispatches() {
        return dispatched.all();
    }

    /** The newest to alpha. */
    Dispatch dispatch() {
        return dispatched.toAlpha().getLast();
    }

    private static List<String> ids(List<Dispatch> dispatches) {
        return dispatches.stream().map(d -> d.request().key().request().value()).toList();
    }

    /** The results that were not read yet. */
    List<InferenceResult> results() {
        List<InferenceResult> unread = new ArrayList<>();
        while (count(TOPICS.results()) > 0) {
            unread.add(result());
        }
        return unread;
    }

    InferenceResult result() {
        return topology.read(CODECS.result(), TOPICS.results());
    }

    Notice notice() {
        return topology.read(CODECS.notice(), TOPICS.notices());
    }

    /** How many requests the stores hold. */
    long stored() {
        long requests = topology.entries(StoredRoom.REQUESTS);
        assertThat(topology.entries(StoredRoom.ENTRIES)).isEqualTo(requests);
        return requests;
    }

    LedgerStore ledger() {
        return topology.ledger();
    }

    /** How many records of a topic were not read yet. */
    long count(String topic) {
        return topology.out(topic).getQueueSize();
    }

    void assertNothingIn(String... topics) {
        for (String topic : topics) {
            assertThat(count(topic)).as(topic).isZero();
        }
    }

    static FailureCode codeOf(InferenceResult result) {
        return failureOf(result).code();
    }

    static Failure failureOf(InferenceResult result) {
        return ((InferenceResult.Failed) result.outcome()).failure();
    }

    @Override
    public void close() {
        topology.close();
    }
}
