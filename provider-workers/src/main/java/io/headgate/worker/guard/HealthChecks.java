package io.headgate.worker.guard;

import static io.headgate.worker.guard.TokenBucket.NEVER;

import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStats.Checks;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks endpoints whether they are there while no call can tell. A virtual thread for each endpoint sleeps until the next
 * check is due, so there is never more than one of an endpoint. All but the check itself happens under the guard's lock,
 * which callers of its methods hold.
 */
final class HealthChecks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthChecks.class);
    /** A check may take this long; calls are not let through by time alone while one is under way. */
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(5);

    private final ReentrantLock lock;
    private final Condition opened;
    private final LongSupplier now;
    private final Gates gates;
    private final Runnable admit;
    private final Map<EndpointName, Watch> watches = new HashMap<>();
    private @Nullable EndpointCheck check;

    /** @param admit to be called when a check may have let somebody through */
    HealthChecks(ReentrantLock lock, LongSupplier now, Gates gates, Runnable admit) {
        this.lock = lock;
        this.opened = lock.newCondition();
        this.now = now;
        this.gates = gates;
        this.admit = admit;
    }

    /** Begins to check, with this; in place of another if there is one. */
    void checkWith(EndpointCheck newCheck) {
        close();
        check = newCheck;
        follow();
    }

    /** Watches the endpoints that are served now, and no others. */
    void follow() {
        EndpointCheck current = check;
        if (current == null) {
            return;
        }
        Set<EndpointName> endpoints =
                gates.served().stream().map(Target::endpoint).collect(Collectors.toSet());
        watches.values().stream()
                .filter(watch -> !endpoints.contains(watch.endpoint))
                .forEach(watch -> watch.thread.interrupt());
        watches.keySet().retainAll(endpoints);
        endpoints.forEach(endpoint -> watches.computeIfAbsent(endpoint, e -> new Watch(e, current, now.getAsLong())));
    }

    /** A breaker has opened: its endpoint is to be checked sooner than was planned. */
    void breakerOpened() {
        opened.signalAll();
    }

    /** Since the watch began. */
    Checks counts(EndpointName endpoint) {
        Watch watch = watches.get(endpoint);
        return watch == null ? Checks.NONE : new Checks(watch.passed, watch.failed);
    }

    @Override
    public void close() {
        watches.values().forEach(watch -> watch.thread.interrupt());
        watches.clear();
        check = null;
    }

    private final class Watch {
        private final EndpointName endpoint;
        private final EndpointCheck check;
        private final CheckSchedule schedule;
        private final Thread thread;
        private long passed;
        private long failed;

        Watch(EndpointName endpoint, EndpointCheck check, long now) {
            this.endpoint = endpoint;
            this.check = check;
            this.schedule = new CheckSchedule(now);
            this.thread = Thread.ofVirtual().name("health-check-" + endpoint).start(this::run);
        }

        private void run() {
            try {
                while (awaitDue()) {
                    ended(passes());
                }
            } catch (InterruptedException closing) {
                log.atTrace().addKeyValue("endpoint", endpoint).log("no longer checked");
            }
        }

        /** False when it is no longer to be checked. */
        private boolean awaitDue() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long left = dueIn();
                while (left > 0 && isWanted()) {
                    long _ = opened.awaitNanos(left);
                    left = dueIn();
                }
                return isWanted();
            } finally {
                lock.unlock();
            }
        }

        private boolean isWanted() {
            return watches.get(endpoint) == this;
        }

        private long dueIn() {
            long time = now.getAsLong();
            long openSince = NEVER;
            long lastCallAt = 0;
            for (TargetGate gate : mine()) {
                openSince = Math.min(openSince, gate.breaker.openSince());
                boolean underWay = gates.permits().inFlight(gate.target) > 0;
                lastCallAt = Math.max(lastCallAt, underWay ? time : gate.lastCallAt);
            }
            return schedule.dueAt(openSince, lastCallAt) - time;
        }

        private List<TargetGate> mine() {
            return gates.all().stream()
                    .filter(gate -> gate.target.endpoint().equals(endpoint))
                    .toList();
        }

        private boolean passes() throws InterruptedException {
            try {
                return check.passes(endpoint);
            } catch (RuntimeException bug) {
                log.atError().addKeyValue("endpoint", endpoint).setCause(bug).log("a health check broke");
                return false;
            }
        }

        private void ended(boolean ok) {
            lock.lock();
            try {
                if (!isWanted()) {
                    return;
                }
                long time = now.getAsLong();
                passed += ok ? 1 : 0;
                failed += ok ? 0 : 1;
                schedule.checked(ok, time);
                long nextEnds = time + schedule.interval() + LONGEST_CHECK.toNanos();
                mine().forEach(gate -> tell(gate, ok, time, nextEnds));
                admit.run();
            } finally {
                lock.unlock();
            }
        }

        private void tell(TargetGate gate, boolean ok, long time, long nextEnds) {
            if (ok) {
                gate.breaker.checkPassed(time);
                return;
            }
            boolean idle = time - gate.lastCallAt >= CheckSchedule.IDLE.toNanos()
                    && gates.permits().inFlight(gate.target) == 0;
            if (schedule.saysDown() && idle) {
                gate.breaker.open(time);
            }
            gate.breaker.checkFailed(nextEnds);
        }
    }
}
