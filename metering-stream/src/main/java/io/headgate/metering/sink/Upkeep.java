package io.headgate.metering.sink;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@link LedgerUpkeep} at once and every hour from then on; sooner after a failure. */
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final LedgerUpkeep upkeep;
    private final Thread thread;

    /** An upkeep that is not started yet. */
    public Upkeep(LedgerUpkeep upkeep) {
        this.upkeep = upkeep;
        this.thread = Thread.ofVirtual().name("headgate-ledger-upkeep").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Blocks up to 5 s. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (thread.isAlive() && !thread.join(CLOSE)) {
                LOG.atWarn().log("ledger upkeep: still busy after {}, left to itself", CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = once();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration once() {
        try {
            upkeep.run();
            return EVERY;
        } catch (SQLException e) {
            LOG.atWarn().log("ledger upkeep: not done, again in {}: {}", AGAIN, e.getMessage());
            return AGAIN;
        }
    }
}
