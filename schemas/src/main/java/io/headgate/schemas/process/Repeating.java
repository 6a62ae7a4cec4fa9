package io.headgate.schemas.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again on a thread of its own; when it fails, it is told once and done again. */
public final class Repeating {
    private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final String name;
    private final Work work;
    private final Duration every;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable String problem;

    /** What is done. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    public Repeating(String name, Duration every, Work work) {
        this.name = name;
        this.every = every;
        this.work = work;
        this.thread = Thread.ofPlatform().daemon().name("headgate-" + name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                once();
            } while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    // Whatever fails must not end the thread: it is told, and done again.
    private void once() throws InterruptedException {
        try {
            work.run();
            if (problem != null) {
                LOG.atInfo().log("{}: goes on", name);
            }
            problem = null;
        } catch (InterruptedException stop) {
            throw stop;
        } catch (Exception e) {
            if (problem == null) {
                LOG.atWarn().log("{}: failed, again in {}: {}", name, every, e.toString());
            } else {
                LOG.atDebug().setCause(e).log("{}: still failing", name);
            }
            problem = e.toString();
        }
    }

    /** Why it failed the last time; null when it did not. */
    public @Nullable String problem() {
        return problem;
    }

    /** Lets what is under way end, and says whether it has; blocks up to 10 s. */
    public boolean stop() {
        closed.countDown();
        try {
            if (thread.isAlive() && !thread.join(CLOSE)) {
                LOG.atWarn().log("{}: still busy after {}, left to itself", name, CLOSE);
                return false;
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
