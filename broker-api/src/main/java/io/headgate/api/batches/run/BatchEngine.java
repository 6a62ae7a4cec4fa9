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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is to be done for batches, some at a time. All processes share the work: each step belongs to whoever claims it,
 * so a process that dies is not missed for longer than a lease. Thread-safe.
 */
public final class BatchEngine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BatchEngine.class);
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration TROUBLE = Duration.ofSeconds(2);
    private static final int TRIES_UNTOLD = 5;
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Claims claims;
    private final Stepper stepper;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicInteger troubles = new AtomicInteger();
    /** When the step began that a thread is at; by {@link System#nanoTime()}. */
    private final Map<Thread, Long> begun = new ConcurrentHashMap<>();

    /** @param atOnce how many batches this process works on at the same time */
    public BatchEngine(Claims claims, Stepper stepper, int atOnce) {
        this.claims = claims;
        this.stepper = stepper;
        for (int i = 0; i < atOnce; i++) {
            threads.add(Thread.ofVirtual().name("api-batches-" + i).unstarted(this::run));
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
        while (!rests(Duration.ZERO)) {
            try {
                Optional<Claim> claim = claims.claim(Stepper.LEASE);
                if (claim.isEmpty()) {
                    rests(QUIET);
                } else {
                    work(claim.get());
                }
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
            begun.remove(Thread.currentThread());
        }
    }

    private boolean rests(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
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
