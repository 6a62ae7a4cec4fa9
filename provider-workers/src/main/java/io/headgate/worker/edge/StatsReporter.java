package io.headgate.worker.edge;

import io.headgate.schemas.message.AttemptStats;
import io.headgate.worker.report.StatsRound;
import io.headgate.worker.report.StatsSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how attempts go, from a thread of its own: a few times a second while there is work, else it sleeps until there is
 * or a sign of life is due. One per process. Thread-safe.
 */
public final class StatsReporter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StatsReporter.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Supplier<? extends Collection<? extends StatsSource>> sources;
    private final Consumer<AttemptStats> out;
    private final Clock clock;
    private final StatsRound round;
    private final Thread thread;
    private final Seldom warnings = new Seldom();
    /** Whether it waits for news; put up before it looks, so that what happens meanwhile is not missed. */
    private final AtomicBoolean expecting = new AtomicBoolean();

    private volatile boolean closed;

    /**
     * @param worker name of the process
     * @param sources those of every loop, asked anew each time; from this reporter's thread
     * @param out is given every record; must not block for long
     */
    public StatsReporter(
            String worker,
            Supplier<? extends Collection<? extends StatsSource>> sources,
            Consumer<AttemptStats> out,
            Clock clock) {
        this.sources = sources;
        this.out = out;
        this.clock = clock;
        this.round = new StatsRound(worker);
        this.thread = Thread.ofPlatform().name("worker-stats").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Something has happened. From any thread, as often as it likes: one volatile read while the reporter is awake. */
    public void news() {
        if (expecting.get() && expecting.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            expecting.set(true);
            StatsRound.Found found = look();
            if (!found.busy()) {
                rest(found.rest(), true);
            }
            expecting.set(false);
            // After news too: what happens in the next moment belongs to the same record.
            rest(StatsRound.PACE, false);
        }
    }

    private StatsRound.Found look() {
        try {
            StatsRound.Found found = round.next(sources.get(), clock.instant(), System.nanoTime());
            found.stats().forEach(out);
            return found;
        } catch (RuntimeException fault) {
            if (warnings.now()) {
                log.atError().setCause(fault).log("stats could not be gathered; tried again");
            }
            return new StatsRound.Found(List.of(), false, StatsRound.HEARTBEAT);
        }
    }

    private void rest(Duration longest, boolean untilNews) {
        long until = System.nanoTime() + longest.toNanos();
        long left = longest.toNanos();
        while (left > 0 && !closed && !(untilNews && !expecting.get())) {
            LockSupport.parkNanos(this, left);
            left = until - System.nanoTime();
        }
    }

    /** Stops telling. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            if (thread.isAlive() && !thread.join(CLOSE_WITHIN)) {
                log.atWarn().log("the stats reporter did not end within {}", CLOSE_WITHIN);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
