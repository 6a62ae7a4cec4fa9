package io.headgate.router.edge;

import io.headgate.router.RouterConfig;
import io.headgate.router.admit.Admit;
import io.headgate.router.budget.BudgetCounts;
import io.headgate.router.explain.Explainer;
import io.headgate.router.explain.TenantTask;
import io.headgate.router.route.Health;
import io.headgate.router.waiting.Crowds;
import io.headgate.router.waiting.ProviderTenants;
import io.headgate.router.waiting.QueueOutlook;
import io.headgate.router.waiting.WaitingCounts;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.intake.IntakeReader;
import io.headgate.schemas.json.JsonReader;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.token.TokenEstimator;
import io.headgate.schemas.topic.TopicNames;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The two applications of the router: intake, which reads whatever clients publish, and admission, which has custody.
 * They are apart because a new tenant's topic makes intake rebalance, and must not move anybody's state.
 */
public final class RouterTopologies {
    private final RouterConfig config;
    private final TopicNames topics;
    private final Codecs codecs;
    private final TenantCatalogs catalogs;
    private final Commits commits;
    private final JsonReader json;
    private final BudgetCounts budgetCounts = new BudgetCounts();
    private final WaitingCounts waitingCounts = new WaitingCounts();
    private final Crowds crowds = new Crowds();

    /** Where no tenant has settings of its own. */
    public RouterTopologies(RouterConfig config, TopicNames topics, Codecs codecs, CatalogSource catalogs) {
        this(config, topics, codecs, TenantCatalogs.without(catalogs));
    }

    /** Where Streams commits at its interval. */
    public RouterTopologies(RouterConfig config, TopicNames topics, Codecs codecs, TenantCatalogs catalogs) {
        this(config, topics, codecs, catalogs, Commits.LEFT_TO_STREAMS);
    }

    public RouterTopologies(
            RouterConfig config, TopicNames topics, Codecs codecs, TenantCatalogs catalogs, Commits commits) {
        this.config = config;
        this.topics = topics;
        this.codecs = codecs;
        this.catalogs = catalogs;
        this.commits = commits;
        this.json = new StrictJson();
    }

    /** {@code requests*} to {@code admissions} and {@code deadletters}; holds no state. */
    public Topology intake(Function<String, String> topicIds) {
        Topology topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                "requests",
                anyTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.requestsPattern());
        topology.addProcessor(
                "intake",
                () -> new IntakeProcessor(
                        reader(), topicIds, codecs.admission(), catalogs, topics, config.maxRecordBytes(), commits),
                "requests");
        addSink(topology, "intake");
        return topology;
    }

    /** The same where workers report nothing of their queues. */
    public Topology admission(TokenEstimator estimator, Health health) {
        return admission(estimator, health, QueueOutlook.UNKNOWN, Witness.BLIND);
    }

    /**
     * {@code admissions}, {@code attempts}, {@code orphans} and {@code cancels} to {@code dispatch.*}, {@code results}, {@code failures},
     * {@code notices}, {@code alerts}, {@code canaries}, {@code quotas}.
     *
     * @param outlook what workers report of the queues before them
     * @param witness is shown every attempt that comes back, to learn from
     */
    public Topology admission(TokenEstimator estimator, Health health, QueueOutlook outlook, Witness witness) {
        Topology topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                "tenant",
                anyTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.admissions(),
                topics.attempts(),
                topics.orphans(),
                topics.cancels());
        topology.addProcessor("admit", admitting(estimator, health, outlook, witness), "tenant");
        addSink(topology, "admit");
        topology.addSink(
                Outgoing.QUOTAS,
                topics.quotas(),
                new ByteArraySerializer(),
                Outgoing.serializer(),
                Outgoing.byTenant(),
                "admit");
        return topology;
    }

    /** What decides in {@link #admission}, one for each task, and the stores that it keeps. */
    public ProcessorSupplier<byte[], byte[], byte[], Outgoing> admitting(
            TokenEstimator estimator, Health health, QueueOutlook outlook, Witness witness) {
        Waiters waiters = new Waiters(codecs, catalogs, outlook, config, waitingCounts, crowds, new ProviderTenants());
        Admit admit = new Admit(json, estimator, health);
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], Outgoing> get() {
                return new AdmitProcessor(
                        admit,
                        witness,
                        codecs,
                        catalogs,
                        topics,
                        budgetCounts,
                        waiters,
                        config.idempotencyWindow(),
                        config.maxRecordBytes(),
                        commits);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                Set<StoreBuilder<?>> stores = new LinkedHashSet<>(StoredRoom.builders());
                stores.add(SeenStore.builder(config.idempotencyWindow()));
                stores.add(LedgerStore.builder());
                return stores;
            }
        };
    }

    /** What tenants' limits do in the admission that was made here. */
    public BudgetCounts budgetCounts() {
        return budgetCounts;
    }

    /** What decides as the two applications do, and does nothing. */
    public Explainer explainer(TokenEstimator estimator, Health health, TenantTask tasks) {
        return new Explainer(reader(), json, estimator, health, tasks);
    }

    private IntakeReader reader() {
        return new IntakeReader(topics, codecs.clientRequest(), json);
    }

    /** How many requests wait, in all topologies made here together. */
    public WaitingCounts waitingCounts() {
        return waitingCounts;
    }

    /** Who waits before providers, in the same. */
    public Crowds crowds() {
        return crowds;
    }

    private static void addSink(Topology topology, String parent) {
        topology.addSink(Outgoing.OUT, Outgoing.toItsTopic(), new ByteArraySerializer(), Outgoing.serializer(), parent);
    }

    /**
     * Any client may send any time. A negative one stops Kafka's own extractor, and with it the partition; one in the far
     * future would be the task's stream time for ever.
     */
    private static TimestampExtractor anyTime() {
        return (record, partitionTime) -> Math.clamp(record.timestamp(), 0, System.currentTimeMillis());
    }
}
