package io.headgate.deploy.acceptance.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A process of the cluster over all its lives. What is done to it is done one after another; another thread's turn comes
 * when a deed is over. Thread-safe.
 */
public final class Member {
    private static final Pattern READY = Pattern.compile("(?:READY|listening on) (\\S+)");
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration ASK = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 100;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(ASK).build();

    private final MemberPlan plan;
    private final Path logs;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable ChildJvm life;
    private volatile boolean wanted;
    private int lives;

    Member(MemberPlan plan, Path logs) {
        this.plan = plan;
        this.logs = logs;
    }

    public String name() {
        return plan.name();
    }

    public Kind kind() {
        return plan.kind();
    }

    /** Keeps others from this process until the returned claim is closed. */
    public Claim claim() {
        lock.lock();
        return lock::unlock;
    }

    /** A turn at a process. */
    @FunctionalInterface
    public interface Claim extends AutoCloseable {
        @Override
        void close();
    }

    /** Starts it, again or for the first time; does nothing when it runs. */
    public void start() {
        lock.lock();
        try {
            wanted = true;
            ChildJvm before = life;
            if (before == null || !before.isAlive()) {
                lives++;
                life = ChildJvm.start(plan, plan.name() + "." + lives, logs);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it serves: said so, and is healthy where that can be asked for. False when it took too long. */
    public boolean awaitReady() throws InterruptedException {
        long until = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return true;
    }

    /** Whether it serves now. */
    public boolean isReady() {
        Optional<URI> address = address();
        return address.isPresent() && (!ClusterShape.services().contains(kind()) || isHealthy(address.get()));
    }

    private static boolean isHealthy(URI address) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/health/readiness"))
                .timeout(ASK)
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Where it listens in this life; empty while it does not. */
    public Optional<URI> address() {
        ChildJvm now = life;
        return now == null || !now.isAlive()
                ? Optional.empty()
                : now.said(READY).map(URI::create);
    }

    /** {@code kill -9}. It stays down until it is started. */
    public void kill() throws InterruptedException {
        wanted = false;
        running().kill();
    }

    /** SIGTERM, and half a minute to obey. It stays down until it is started. */
    public void stop() throws InterruptedException {
        wanted = false;
        running().stop(STOP);
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    public void freeze() throws InterruptedException {
        running().signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() throws InterruptedException {
        running().signal("CONT");
    }

    /** Says something to it that its main class understands. */
    public void order(String line) {
        running().order(line);
    }

    /** Waits for an end that it was ordered to make; the exit status, or empty when it did not come in time. */
    public Optional<Integer> awaitOwnEnd(Duration within) throws InterruptedException {
        wanted = false;
        ChildJvm now = running();
        if (now.awaitEnd(within)) {
            return Optional.of(now.exitValue());
        }
        wanted = true;
        return Optional.empty();
    }

    /**
     * Starts it again if it ended without being told to.
     *
     * @return the status it ended with, or empty where it did not, or is somebody's {@linkplain #claim claim} now
     */
    Optional<Integer> startIfEnded() {
        if (!isMissing() || !lock.tryLock()) {
            return Optional.empty();
        }
        try {
            if (!isMissing()) {
                return Optional.empty();
            }
            int status = running().exitValue();
            start();
            return Optional.of(status);
        } finally {
            lock.unlock();
        }
    }

    private boolean isMissing() {
        ChildJvm now = life;
        return wanted && now != null && !now.isAlive();
    }

    /** How often it was started. */
    public int lives() {
        lock.lock();
        try {
            return lives;
        } finally {
            lock.unlock();
        }
    }

    private ChildJvm running() {
        ChildJvm now = life;
        if (now == null) {
            throw new IllegalStateException(plan.name() + " was never started");
        }
        return now;
    }
}
