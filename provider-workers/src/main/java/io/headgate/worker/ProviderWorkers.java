package io.headgate.worker;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Detection;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.worker.call.Secrets;
import io.headgate.worker.call.http.ApacheHttpUpstream;
import io.headgate.worker.call.http.HttpLimits;
import io.headgate.worker.call.http.ProxyRules;
import io.headgate.worker.edge.Alarms;
import io.headgate.worker.edge.Announcer;
import io.headgate.worker.edge.CancelFeed;
import io.headgate.worker.edge.CurrentCatalogue;
import io.headgate.worker.edge.DeltaWriter;
import io.headgate.worker.edge.HeldBytes;
import io.headgate.worker.edge.Milestone;
import io.headgate.worker.edge.ProviderLoop;
import io.headgate.worker.edge.QueuedProviders;
import io.headgate.worker.edge.SharedParts;
import io.headgate.worker.edge.StatsReporter;
import io.headgate.worker.redact.NameDetector;
import io.headgate.worker.redact.Redactor;
import io.headgate.worker.redact.presidio.PresidioDetector;
import io.headgate.worker.report.WorkerState;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
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

    /** More than are called at once. */
    private static final int DETECTOR_CONNECTIONS = 32;

    private final KafkaConnection kafka;
    private final CatalogSource source;
    private final CurrentCatalogue catalogue = new CurrentCatalogue();
    private final Announcer announcer;
    private final DeltaWriter deltas;
    private final CancelFeed cancels;
    private final Alarms alarms;
    private final StatsReporter reporter;
    private final NameDetector detector;
    private final Redactor redactor;
    private final SharedParts parts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ProviderName, ProviderLoop> loops = new HashMap<>();
    private boolean closed;

    public ProviderWorkers(WorkerConfig config, KafkaConnection kafka, Codecs codecs, CatalogSource source) {
        this(config, kafka, codecs, source, Milestone.Listener.NONE);
    }

    /** With the system's clock. */
    public ProviderWorkers(
            WorkerConfig config,
            KafkaConnection kafka,
            Codecs codecs,
            CatalogSource source,
            Milestone.Listener milestones) {
        this(config, kafka, codecs, source, milestones, Clock.systemUTC());
    }

    /**
     * @param milestones told of each moment between which a crash makes a difference
     * @param clock may step; spans of time are measured without it
     */
    public ProviderWorkers(
            WorkerConfig config,
            KafkaConnection kafka,
            Codecs codecs,
            CatalogSource source,
            Milestone.Listener milestones,
            Clock clock) {
        this.kafka = kafka;
        this.source = source;
        this.announcer = new Announcer(kafka, codecs, config.instance());
        this.deltas = new DeltaWriter(kafka, codecs, config.instance(), clock);
        this.cancels = new CancelFeed(kafka, codecs.cancel(), clock);
        this.alarms = new Alarms(announcer::alert, clock);
        this.reporter = new StatsReporter(config.instance(), this::running, announcer::stats, clock);
        ProxyRules proxies = ProxyRules.of(System.getenv());
        this.detector = new PresidioDetector(
                new StrictJson(),
                allowPrivate -> new ApacheHttpUpstream(HttpLimits.of(DETECTOR_CONNECTIONS, allowPrivate), proxies));
        this.redactor = new Redactor(new StrictJson(), this::detection, detector);
        this.parts = new SharedParts(
                config,
                kafka,
                codecs,
                catalogue,
                new Secrets(System.getenv()),
                proxies,
                redactor,
                (intent, heading) -> announcer.intent(heading, intent),
                deltas,
                (request, acceptedAt) -> cancels.cancelled(request, acceptedAt).isPresent(),
                cancels::ready,
                alarms::ended,
                announcer::alert,
                reporter::news,
                HeldBytes.ofThisHeap(),
                clock,
                milestones);
        cancels.onCancel(request -> running().forEach(loop -> loop.cancel(request)));
    }

    private Detection detection() {
        Catalogue newest = catalogue.newest();
        return newest == null ? Detection.NONE : newest.detection();
    }

    /** Begins to follow the catalogue; does not wait for the first. */
    public void start() {
        cancels.start();
        reporter.start();
        deltas.start();
        source.subscribe(this::follow);
    }

    private void follow(Catalogue next) {
        boolean first = catalogue.newest() == null;
        lock.lock();
        try {
            // The guards first: a dispatch that waits for this revision is called as soon as it is there.
            loops.values().forEach(loop -> loop.follow(next));
            catalogue.set(next);
        } finally {
            lock.unlock();
        }
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
        ProviderLoop loop = new ProviderLoop(provider, parts);
        loop.start();
        return loop;
    }

    private List<ProviderLoop> running() {
        lock.lock();
        try {
            return List.copyOf(loops.values());
        } finally {
            lock.unlock();
        }
    }

    /** Whether a catalogue is here, cancels are known, and every loop is a member of its group. */
    public boolean ready() {
        return catalogue.newest() != null
                && cancels.ready()
                && running().stream().allMatch(ProviderLoop::ready);
    }

    /** How all of it stands. */
    public WorkerState state() {
        return new WorkerState(
                ready(),
                announcer.state(),
                deltas.state(),
                cancels.state(),
                redactor.counts(),
                running().stream().map(ProviderLoop::state).toList());
    }

    /** Stops taking everywhere, then waits for every loop to drain, commit and leave. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        List<ProviderLoop> running = running();
        running.forEach(ProviderLoop::stop);
        running.forEach(ProviderLoop::close);
        detector.close();
        cancels.close();
        reporter.close();
        deltas.close();
        announcer.close();
    }
}
