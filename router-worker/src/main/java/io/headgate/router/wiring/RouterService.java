package io.headgate.router.wiring;

import io.headgate.router.RouterWorker;
import io.headgate.router.budget.BudgetCounts;
import io.headgate.router.explain.Explainer;
import io.headgate.router.waiting.WaitingCounts;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.tenant.feed.TenantFeed;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the router once the first catalogue is there, without holding up the process, and closes it with the process. */
@Context
public class RouterService {
    private static final Logger log = LoggerFactory.getLogger(RouterService.class);

    private final RouterWorker worker;
    private final CatalogSource catalogs;
    private final @Nullable TenantFeed feed;
    private final TenantCatalogs tenants;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable RuntimeException refusal;
    private volatile boolean closed;

    /** @param feed what holds for each tenant; without one, what the catalogue says holds for all */
    RouterService(
            RouterProperties properties,
            KafkaConnection kafka,
            Codecs codecs,
            CatalogSource catalogs,
            @Nullable TenantFeed feed) {
        this.catalogs = catalogs;
        this.feed = feed;
        this.tenants = feed == null ? TenantCatalogs.without(catalogs) : feed;
        this.worker = new RouterWorker(properties.toConfig(), kafka, codecs, catalogs, tenants);
    }

    @PostConstruct
    void awaitCatalogue() {
        catalogs.subscribe(this::onCatalogue);
    }

    /** The catalogue in force as it holds for each tenant. */
    TenantCatalogs tenants() {
        return tenants;
    }

    /** The tenants whose newest settings are not in force, and why. */
    Map<TenantId, String> rejectedSettings() {
        return feed == null ? Map.of() : feed.rejected();
    }

    /** Whether the router takes requests. */
    public boolean ready() {
        return worker.ready();
    }

    /** What tenants' limits did since the start. */
    BudgetCounts budgetCounts() {
        return worker.budgetCounts();
    }

    /** Says what would become of a request; null before the router has started. */
    public @Nullable Explainer explainer() {
        return worker.explainer();
    }

    WaitingCounts waitingCounts() {
        return worker.waitingCounts();
    }

    /** Why the router did not start; null while it waits or when it runs. */
    public @Nullable RuntimeException refusal() {
        return refusal;
    }

    @PreDestroy
    void close() {
        closed = true;
        worker.close();
    }

    /** Each later catalogue is read from the source by whoever needs it: only the first matters here. */
    private void onCatalogue(Catalogue first) {
        if (begun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("router-start").start(this::start);
        }
    }

    /** A tenant that was disabled must not be served for a moment. */
    private void awaitSettings() {
        try {
            while (feed != null && !closed && !feed.awaitRead(Duration.ofMillis(500))) {
                log.atDebug().log("the router waits for the settings of tenants");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private void start() {
        if (closed) {
            return;
        }
        try {
            awaitSettings();
            if (closed) {
                return;
            }
            worker.start();
        } catch (RuntimeException cannotStart) {
            refusal = cannotStart;
            log.atError().setCause(cannotStart).log("the router did not start");
        }
    }
}
