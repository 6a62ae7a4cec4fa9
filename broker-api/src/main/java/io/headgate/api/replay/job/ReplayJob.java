package io.headgate.api.replay.job;

import io.headgate.api.replay.Replay;
import io.headgate.api.replay.ReplayRun;
import io.headgate.api.replay.Replays;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs replays, in whichever process has the lease, second by second. While Postgres or Kafka is away it rests and tries
 * again; what a process left when it was killed another takes over when the lease has run out. Thread-safe.
 */
public final class ReplayJob implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReplayJob.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TRIES_UNTOLD = 10;
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Replays replays;
    private final ReplayRun run;
    private final String holder = UUID.randomUUID().toString();
    private final Thread thread =
            Thread.ofPlatform().name("api-replays").daemon().unstarted(this::run);
    private final CountDownLatch stopping = new CountDownLatch(1);
    /** By the job's thread alone. */
    private int troubles;

    public ReplayJob(Replays replays, ReplayRun run) {
        this.replays = replays;
        this.run = run;
    }

    /** Begins to look for replays; returns at once. Once only. */
    public void start() {
        thread.start();
    }

    private void run() {
        Duration rest = TICK;
        while (!isStopping(rest)) {
            long began = System.nanoTime();
            troubles = stepAll() ? 0 : troubles + 1;
            Duration left = TICK.minusNanos(System.nanoTime() - began);
            rest = left.isNegative() ? Duration.ZERO : left;
        }
    }

    /** Whether all went well. One replay that cannot go on keeps no other from it. */
    private boolean stepAll() {
        boolean well = true;
        try {
            for (Replay replay : replays.lease(holder, LEASE)) {
                well &= step(replay);
            }
        } catch (RuntimeException away) {
            well = false;
            say("replays cannot be read, and are tried again", away);
        }
        return well;
    }

    private boolean step(Replay replay) {
        try {
            run.step(replay);
            return true;
        } catch (RuntimeException away) {
            say("replay %s rests, and is tried again".formatted(replay.id()), away);
            return false;
        }
    }

    /** Once until all is well again, and only when it lasts: at the very start the tables are about to be made. */
    private void say(String what, RuntimeException cause) {
        if (troubles == TRIES_UNTOLD) {
            log.atWarn().addKeyValue("cause", cause.toString()).log(what);
        }
    }

    private boolean isStopping(Duration wait) {
        try {
            return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Stops, and waits up to 10 s for what is being sent. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            if (thread.isAlive() && !thread.join(STOP)) {
                log.atWarn().log("replays did not rest within {}", STOP);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
