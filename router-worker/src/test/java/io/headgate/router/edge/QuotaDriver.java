package io.headgate.router.edge;

import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.router.budget.Account;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Budgets;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The admission topology with one tenant's limits, and what it tells of them. */
final class QuotaDriver implements AutoCloseable {
    private static final TopicNames TOPICS = new TopicNames("headgate.");
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();

    private final Path stateDir;
    private final TopologyTestDriver driver;
    private final TestOutputTopic<byte[], byte[]> quotas;
    private Instant now;
    private int ticks;
    private Catalogue catalogue = Samples.catalogue();

    QuotaDriver(Path stateDir, Instant now) {
        this.stateDir = stateDir;
        this.now = now;
        RouterConfig config = RouterConfig.defaults(stateDir);
        RouterTopologies topologies = new RouterTopologies(config, TOPICS, CODECS, new CatalogSource() {
            @Override
            public Catalogue current() {
                return catalogue;
            }

            @Override
            public void subscribe(Consumer<Catalogue> listener) {
                listener.accept(catalogue);
            }
        });
        driver = new TopologyTestDriver(
                topologies.admission(String::length, provider -> true),
                StreamsSettings.of(config, new KafkaConnection("unused:1", Map.of(), TOPICS), "admission"),
                now);
        quotas = driver.createOutputTopic(TOPICS.quotas(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Another process takes over what the ledger holds. */
    QuotaDriver restarted() {
        Map<String, byte[]> entries = new TreeMap<>();
        try (var all = store().all()) {
            all.forEachRemaining(entry -> entries.put(entry.key, entry.value));
        }
        driver.close();
        QuotaDriver next = new QuotaDriver(stateDir, now);
        next.catalogue = catalogue;
        entries.forEach(next.store()::put);
        return next;
    }

    void limit(Limit... limits) {
        limit(List.of(limits), Map.of(), Map.of());
    }

    /** A new revision of the catalogue, with these limits and no others. */
    void limit(List<Limit> all, Map<ModelName, List<Limit>> byModel, Map<String, List<Limit>> byProject) {
        Catalogue next = Samples.limited(Samples.catalogue(), all, byModel, byProject);
        catalogue = new Catalogue(
                new CatalogRevision(catalogue.revision().number() + 1),
                next.defaults(),
                next.providers(),
                next.models(),
                next.routes(),
                next.tiers(),
                next.tenants(),
                next.alerts());
    }

    void admit(String id) {
        RoutingContext context = new RoutingContext(
                null,
                null,
                null,
                Priority.STANDARD,
                now.plus(Duration.ofHours(1)),
                null,
                null,
                Map.of("project", "search"));
        InferenceRequest request = Samples.request(id, Samples.body("fast-text"), Samples.FAST, context);
        send(TOPICS.admissions(), CODECS.admission().encode(request), request);
    }

    /** The first attempt of a request is over, and with it the request. */
    void over(String id, long tokens, @Nullable String cost) {
        Attempt attempt = Budgets.over(id + "/1", AttemptStatus.COMPLETED, tokens, cost, new Disposition.Final());
        send(TOPICS.attempts(), CODECS.attempt().encode(attempt), Samples.request(id));
    }

    /** Lets time pass, in steps of a second at most, as the wall clock does. */
    void pass(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minus(Duration.ofSeconds(1))) {
            sleep(left.toMillis() < 1_000 ? left : Duration.ofSeconds(1));
        }
    }

    void sleep(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** Something without consequences comes in, and a second passes. */
    void tick() {
        send(TOPICS.cancels(), new byte[] {9}, Samples.request("tick-" + ticks++));
        pass(Duration.ofSeconds(1));
    }

    /** What was told and not read yet. */
    List<QuotaState> told() {
        List<QuotaState> told = new ArrayList<>();
        while (!quotas.isEmpty()) {
            var record = quotas.readRecord();
            QuotaState state =
                    ((Decoded.Readable<QuotaState>) CODECS.quotaState().decode(record.value())).value();
            if (!new String(record.key(), StandardCharsets.UTF_8)
                    .equals(state.quota().toString())) {
                throw new AssertionError("key of " + state);
            }
            told.add(state);
        }
        return told;
    }

    void put(Account account) {
        store().put(LedgerKeys.of(account.id()), LedgerCodec.bytes(account));
    }

    void corrupt(AccountId id) {
        store().put(LedgerKeys.of(id), new byte[] {9});
    }

    /** The keys of the ledger. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        try (var all = store().all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    private KeyValueStore<String, byte[]> store() {
        return driver.getKeyValueStore(LedgerStore.NAME);
    }

    private void send(String topic, byte[] value, InferenceRequest request) {
        RecordHeaders headers = new RecordHeaders();
        new RecordHeading(
                        request.key(), new CorrelationId(request.key().request().value()), TraceContext.start())
                .writeTo(headers);
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>("acme".getBytes(StandardCharsets.UTF_8), value, headers));
    }

    @Override
    public void close() {
        driver.close();
    }
}
