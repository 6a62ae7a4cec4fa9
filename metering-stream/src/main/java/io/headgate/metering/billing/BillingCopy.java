package io.headgate.metering.billing;

import io.headgate.metering.sink.Backoff;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.telemetry.LogKeys;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps {@code provider_billing}, {@code provider_commitment} and {@code provider_region} at what the catalogue in force says.
 * While Postgres is away, or its tables are not there yet, it tries again, with the newest catalogue there is; nobody waits for it. Any
 * number of processes may run it: an older revision never replaces a newer one. Thread-safe.
 */
public final class BillingCopy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BillingCopy.class);
    private static final Duration RETRY_FROM = Duration.ofMillis(200);
    private static final Duration RETRY_UP_TO = Duration.ofSeconds(10);
    /** PostgreSQL's undefined_table. */
    private static final String NO_TABLE = "42P01";

    private static final Duration CLOSE = Duration.ofSeconds(15);
    private static final long TICK_NANOS = Duration.ofMillis(100).toNanos();

    private final DataSource dataSource;
    private final Backoff backoff = new Backoff(RETRY_FROM, RETRY_UP_TO, InstantSource.system());
    private final AtomicReference<@Nullable Catalogue> next = new AtomicReference<>();
    private final Thread thread =
            Thread.ofVirtual().name("headgate-billing-copy").unstarted(this::run);
    private volatile boolean closed;

    private BillingCopy(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Copies from now on, until it is closed. */
    public static BillingCopy start(CatalogSource catalogs, DataSource dataSource) {
        BillingCopy copy = new BillingCopy(dataSource);
        catalogs.subscribe(copy.next::set);
        copy.thread.start();
        return copy;
    }

    /** Blocks up to 15 s for what is under way. */
    @Override
    public void close() {
        closed = true;
        try {
            if (!thread.join(CLOSE)) {
                LOG.atWarn().log("billing: Postgres has not answered for {}", CLOSE);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            Catalogue catalogue = next.get();
            if (catalogue == null || !backoff.isOver()) {
                LockSupport.parkNanos(TICK_NANOS);
            } else if (copied(catalogue)) {
                next.compareAndSet(catalogue, null);
            }
        }
    }

    private boolean copied(Catalogue catalogue) {
        try {
            if (BillingTables.write(dataSource, catalogue)) {
                LOG.atInfo()
                        .addKeyValue(LogKeys.REVISION, catalogue.revision())
                        .log("billing: the books go by the providers' billing days of this catalogue");
            }
            backoff.succeeded();
            return true;
        } catch (SQLException e) {
            // At a first start the catalogue may be there before the tables are.
            LOG.atLevel(NO_TABLE.equals(e.getSQLState()) ? Level.DEBUG : Level.WARN)
                    .log("billing: cannot be written, again in {}: {}", backoff.failed(), e.getMessage());
            return false;
        }
    }
}
