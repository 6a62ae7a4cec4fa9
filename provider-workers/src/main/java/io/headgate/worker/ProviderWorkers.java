package io.headgate.worker;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.worker.call.Secrets;
import io.headgate.worker.edge.Adapters;
import io.headgate.worker.edge.CurrentCatalogue;
import io.headgate.worker.edge.DispatchHandler;
import io.headgate.worker.edge.Milestone;
import io.headgate.worker.edge.OutgoingRecords;
import io.headgate.worker.edge.ProviderLoop;
import io.headgate.worker.edge.QueuedProviders;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker role of one process: a loop for each provider that the catalogue names or that has dispatch topics. A
 * provider that leaves keeps them: what is still queued is handed back to the router, after a restart too. Thread-safe.
 */
public final class ProviderWorkers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProviderWorkers.class);
    /** Enough to hand work back; nothing is called. */
    private static final int IN_FLIGHT_WITHOUT_PROVIDER = 64;

    private final WorkerConfig config;
    private final KafkaConnection kafka;
    private final Codecs codecs;
    private final CatalogSource source;
    private final Milestone.Listener milestones;
    private final Clock clock = Clock.systemUTC();
    private final Secrets secrets = new Secrets(System.getenv());
    private final CurrentCatalogue catalogue = new CurrentCatalogue();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ProviderName, ProviderLoop> loops = new HashMap<>();
    private boolean closed;

    public ProviderWorkers(WorkerConfig config, KafkaConnection kafka, Codecs codecs, CatalogSource source) {
        this(config, kafka, codecs, source, Milestone.Listener.NONE);
    }

    /** @param milestones told of each moment in the way of each dispatch, from the loops' and the calls' threads */
    public ProviderWorkers(
            WorkerConfig config,
            KafkaConnection kafka,
            Codecs codecs,
            CatalogSource source,
            Milestone.Listener milestones) {
        this.config = config;
        this.kafka = kafka;
        this.codecs = codecs;
        this.source = source;
        this.milestones = milestones;
    }

    /** Begins to follow the catalogue; does not wait for the first. */
    public void start() {
        source.subscribe(this::follow);
    }

    private void follow(Catalogue next) {
        boolean first = catalogue.newest() == null;
        catalogue.set(next);
        serve(next.providers().keySet());
        if (first) {
            Thread.ofVirtual().name("worker-queued-providers").start(this::serveQueued);
        }
        log.atInfo().addKeyValue(LogKeys.REVISION, next.revision()).log("worker follows the catalogue");
    }

    /** A provider may have left while no worker ran: what is queued for it goes back all the same. */
    private void serveQueued() {
        try {
            Optional<Set<ProviderName>> queued = Optional.empty();
            while (queued.isEmpty() && !isClosed()) {
                queued = QueuedProviders.list(kafka);
            }
            queued.ifPresent(this::serve);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Set<ProviderName> providers) {
        lock.lock();
        try {
            if (!closed) {
                providers.forEach(name -> loops.computeIfAbsent(name, this::startedLoop));
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private ProviderLoop startedLoop(ProviderName provider) {
        DispatchHandler handler = new DispatchHandler(
                codecs.dispatch(),
                catalogue,
                new Adapters(clock),
                secrets,
                new OutgoingRecords(codecs, kafka.topics(), config.maxRecordBytes()),
                config.catalogueWait(),
                clock,
                milestones);
        ProviderLoop loop = new ProviderLoop(provider, config, kafka, () -> maxInFlight(provider), handler, milestones);
        loop.start();
        return loop;
    }

    private int maxInFlight(ProviderName name) {
        Catalogue current = catalogue.newest();
        Provider provider = current == null ? null : current.providers().get(name);
        return provider == null ? IN_FLIGHT_WITHOUT_PROVIDER : provider.limits().maxInFlight();
    }

    /** Whether a catalogue is here and every loop is a member of its group. */
    public boolean ready() {
        return catalogue.newest() != null && state().values().stream().allMatch(Boolean::booleanValue);
    }

    /** Each provider's loop, and whether it is ready. */
    public Map<ProviderName, Boolean> state() {
        lock.lock();
        try {
            Map<ProviderName, Boolean> state = new HashMap<>();
            loops.forEach((provider, loop) -> state.put(provider, loop.ready()));
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Stops taking everywhere, then waits for every loop to drain, commit and leave. */
    @Override
    public void close() {
        Map<ProviderName, ProviderLoop> running;
        lock.lock();
        try {
            closed = true;
            running = Map.copyOf(loops);
        } finally {
            lock.unlock();
        }
        running.values().forEach(ProviderLoop::stop);
        running.values().forEach(ProviderLoop::close);
    }
}
