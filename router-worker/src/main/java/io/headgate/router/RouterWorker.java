package io.headgate.router;

import io.headgate.router.budget.BudgetCounts;
import io.headgate.router.edge.DispatchTopics;
import io.headgate.router.edge.Hearing;
import io.headgate.router.edge.KnownHealth;
import io.headgate.router.edge.PacedCommits;
import io.headgate.router.edge.RememberedTokens;
import io.headgate.router.edge.RouterTopologies;
import io.headgate.router.edge.StreamsRun;
import io.headgate.router.edge.TopicIds;
import io.headgate.router.explain.Explainer;
import io.headgate.router.waiting.WaitingCounts;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.token.JtokkitEstimator;
import io.headgate.schemas.token.TokenEstimator;
import io.headgate.schemas.topic.PartitionCheck;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/**
 * The router of one process: intake and admission, from start to close. Start it when the catalogue source has its first
 * catalogue and the topics exist. Used by one thread; {@link #ready()}
 * and the counts by any.
 */
public final class RouterWorker implements AutoCloseable {
    private final RouterConfig config;
    private final KafkaConnection kafka;
    private final Codecs codecs;
    private final CatalogSource catalogs;
    private final TenantCatalogs tenants;
    private volatile @Nullable Running running;
    private volatile BudgetCounts budgetCounts = new BudgetCounts();
    private volatile WaitingCounts waitingCounts = new WaitingCounts();

    private boolean closed;

    private record Running(
            Admin admin, Hearing hearing, Explainer explainer, StreamsRun intake, StreamsRun admission) {}

    /** A router of tenants that have no settings of their own. */
    public RouterWorker(RouterConfig config, KafkaConnection kafka, Codecs codecs, CatalogSource catalogs) {
        this(config, kafka, codecs, catalogs, TenantCatalogs.without(catalogs));
    }

    /** @param tenants the same catalogue, as it holds for each tenant; to be asked from the start on */
    public RouterWorker(
            RouterConfig config, KafkaConnection kafka, Codecs codecs, CatalogSource catalogs, TenantCatalogs tenants) {
        this.config = config;
        this.kafka = kafka;
        this.codecs = codecs;
        this.catalogs = catalogs;
        this.tenants = tenants;
    }

    /**
     * Compares the broker's partition counts, reads which canaries are stopped and what models refused, starts both applications and returns; {@link #ready()} tells when they run.
     * A second start changes nothing, nor does one after close.
     *
     * @throws IllegalStateException when topics are missing or their counts differ; the message names them
     */
    public synchronized void start() {
        if (closed || running != null) {
            return;
        }
        Admin admin = Admin.create(kafka.clientProperties());
        try {
            running = start(admin);
        } catch (RuntimeException refused) {
            admin.close();
            throw refused;
        }
    }

    private Running start(Admin admin) {
        int partitions = switch (PartitionCheck.of(admin, kafka.topics(), OptionalInt.empty())) {
            case PartitionCheck.Outcome.Refused refused ->
                throw new IllegalStateException("the router does not start: " + refused.reason());
            case PartitionCheck.Outcome.Agreed agreed -> agreed.tenantPartitions();
        };
        PacedCommits commits = new PacedCommits(config.commitInterval());
        RouterTopologies topologies = new RouterTopologies(config, kafka.topics(), codecs, tenants, commits);
        budgetCounts = topologies.budgetCounts();
        waitingCounts = topologies.waitingCounts();
        InstantSource clock = InstantSource.system();
        DispatchTopics dispatchTopics = new DispatchTopics(admin, kafka.topics(), catalogs, clock);
        KnownHealth known = new KnownHealth(dispatchTopics::dispatchable);
        catalogs.subscribe(known::published);
        Hearing hearing = Hearing.start(kafka, codecs, known, clock);
        StreamsRun intake = run("intake", topologies.intake(new TopicIds(admin, clock)), commits);
        TokenEstimator estimator = new RememberedTokens(new JtokkitEstimator());
        StreamsRun admission = run("admission", topologies.admission(estimator, known, known, known), commits);
        admission.start();
        intake.start();
        Explainer explainer = topologies.explainer(estimator, known, admission.tasks(topologies.crowds(), partitions));
        return new Running(admin, hearing, explainer, intake, admission);
    }

    /** Whether both applications run and stay alive. */
    public boolean ready() {
        Running now = running;
        return now != null && now.intake().ready() && now.admission().ready();
    }

    /** What tenants' limits did since the start. */
    public BudgetCounts budgetCounts() {
        return budgetCounts;
    }

    /** Says what would become of a request, by all that is known here; null before the start and after close. */
    public @Nullable Explainer explainer() {
        Running now = running;
        return now == null ? null : now.explainer();
    }

    /** How many requests wait in this process. */
    public WaitingCounts waitingCounts() {
        return waitingCounts;
    }

    /** Stops taking in, then admitting; commits what is done. A second close changes nothing. */
    @Override
    public synchronized void close() {
        Running now = running;
        running = null;
        closed = true;
        if (now != null) {
            now.intake().close();
            now.admission().close();
            now.hearing().close();
            now.admin().close();
        }
    }

    private StreamsRun run(String name, Topology topology, PacedCommits commits) {
        return new StreamsRun(kafka.topics().prefix() + name, topology, config, kafka, commits);
    }
}
