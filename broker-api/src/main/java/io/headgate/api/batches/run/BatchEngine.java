package io.headgate.api.batches.run;

import io.headgate.api.batches.BatchesUnavailableException;
import io.headgate.api.files.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is to be done for batches, some at a time. All processes share the work: each step belongs to whoever claims it,
 * so a process that dies is not missed for longer than a lease. Thread-safe.
 */
public final class BatchEngine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BatchEngine.class);
    private static final Duration QUIET = Duration.ofMillis(200);
    /** Where there has been nothing for a while, a batch that comes begins so much later. */
    private static final Duration LONG_QUIET = Duration.ofSeconds(1);

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration TROUBLE = Duration.ofSeconds(2);
    private static final int TRIES_UNTOLD = 5;
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Claims claims;
    private final Stepper stepper;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicInteger troubles = new AtomicInteger();
    /** Of the one that looks, while there is nothing: what it finds lets the next look. */
    private final ReentrantLock looking = new ReentrantLock();
    /** When something was last found or worked on, by {@link System#nanoTime()}. */
    private volatile long busyAt = System.nanoTime();
    /** When the step began that a thread is at; by {@link System#nanoTime()}. */
    private final Map<Thread, Long> begun = new ConcurrentHashMap<>();

    /** @param atOnce how many batches this process works on at the same time */
    public BatchEngine(Claims claims, Stepper stepper, int atOnce) {
        this.claims = claims;
        this.stepper = stepper;
        for (int i = 0; i < atOnce; i++) {
            // Not virtual ones: each answer of Postgres that such a thread waits for wakes three others.
            threads.add(Thread.ofPlatform().daemon().name("api-batches-" + i).unstarted(this::run));
        }
    }

    /** Begins; neither Postgres nor Kafka need be there yet. Once only. */
    public void start() {
        threads.forEach(Thread::start);
    }

    /**
     * What this process does at present.
     *
     * @param threads how many work on batches
     * @param running how many of them are there: less where one has died
     * @param longestStep for how long the step has taken that has taken longest; zero where none is under way
     */
    public record Work(int threads, int running, Duration longestStep) {}

    public Work work() {
        long now = System.nanoTime();
        int running = (int) threads.stream()
                .filter(thread -> thread.getState() != Thread.State.TERMINATED)
                .count();
        long longest =
                begun.values().stream().mapToLong(since -> now - since).max().orElse(0);
        return new Work(threads.size(), running, Duration.ofNanos(Math.max(0, longest)));
    }

    private void run() {
        while (!isStopping()) {
            try {
                find().ifPresent(this::work);
                troubles.set(0);
            } catch (BatchesUnavailableException | StoreUnavailableException away) {
                // Told of once, and only when it lasts: at the very start the tables are about to be made.
                if (troubles.incrementAndGet() == threads.size() * TRIES_UNTOLD) {
                    log.atWarn()
                            .addKeyValue("cause", String.valueOf(away.getCause()))
                            .log("batches rest: Postgres does not answer");
                }
                rests(TROUBLE);
            }
        }
    }

    /** Empty after a rest, when there was nothing to do. Asking is Postgres' work: when one finds nothing, no other would. */
    private Optional<Claim> find() {
        looking.lock();
        try {
            Optional<Claim> claim = isStopping() ? Optional.empty() : claims.claim(Stepper.LEASE);
            if (claim.isPresent()) {
                busyAt = System.nanoTime();
            } else {
                rests(System.nanoTime() - busyAt < LONG.toNanos() ? QUIET : LONG_QUIET);
            }
            return claim;
        } finally {
            looking.unlock();
        }
    }

    private void work(Claim claim) {
        begun.put(Thread.currentThread(), System.nanoTime());
        try {
            claims.release(claim, stepper.step(claim));
        } catch (ClaimLostException lost) {
            log.atInfo().log("{}", lost.getMessage());
        } catch (BatchesUnavailableException | StoreUnavailableException away) {
            throw away;
        } catch (RuntimeException bug) {
            // One batch must not stop the others.
            log.atError()
                    .addKeyValue("tenant", claim.batch().tenant())
                    .addKeyValue("batch", claim.batch().id())
                    .addKeyValue("cause", bug.getClass().getName())
                    .log("a step of a batch failed, it is tried again");
            claims.release(claim, TROUBLE.multipliedBy(5));
        } finally {
            busyAt = System.nanoTime();
            begun.remove(Thread.currentThread());
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    private void rests(Duration pause) {
        try {
            boolean _ = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops, and waits up to 10 s for the steps under way. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            for (Thread thread : threads) {
                if (thread.getState() != Thread.State.NEW) {
                    thread.join(STOP);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
