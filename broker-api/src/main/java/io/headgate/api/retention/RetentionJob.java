package io.headgate.api.retention;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs chores again and again, on a thread of its own, until it is closed. */
public final class RetentionJob implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RetentionJob.class);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final List<Chore> chores;
    private final Duration first;
    private final Duration every;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("api-retention").unstarted(this::run);

    /**
     * A job that is not started yet.
     *
     * @param first how long to wait before the first time: a process that starts has other things to do
     */
    public RetentionJob(List<Chore> chores, Duration first, Duration every) {
        this.chores = List.copyOf(chores);
        this.first = first;
        this.every = every;
    }

    /** Once only. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        stopping.countDown();
        thread.interrupt();
        try {
            thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Duration wait = first;
            while (!stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                for (Chore chore : chores) {
                    run(chore);
                }
                wait = every;
            }
        } catch (InterruptedException closed) {
            // What was under way is in a transaction that is rolled back.
        }
    }

    private static void run(Chore chore) throws InterruptedException {
        try {
            Map<String, Long> done = chore.run();
            if (!done.isEmpty()) {
                log.atInfo().addKeyValue("deleted", done).log("what was to be deleted is gone");
            }
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("cause", e.toString()).log("nothing could be deleted, it will be another time");
        }
    }

    /** Something to be done now and then; how many of what it deleted. */
    @FunctionalInterface
    public interface Chore {
        Map<String, Long> run() throws InterruptedException;
    }
}
