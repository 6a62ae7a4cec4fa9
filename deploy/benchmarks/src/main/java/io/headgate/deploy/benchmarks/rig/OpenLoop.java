package io.headgate.deploy.benchmarks.rig;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Load that arrives when it arrives, however slow the answers: no coordinated omission.
 *
 * @param perSecond arrivals a second, evenly spaced
 * @param warmUp load of the same kind beforehand, which is not measured
 * @param measured how long arrivals are measured
 */
public record OpenLoop(int perSecond, Duration warmUp, Duration measured) {
    /** What an arrival sets off; must not wait for it. */
    @FunctionalInterface
    public interface Arrival {
        /** @param intended when it was to happen, on the clock of {@link System#nanoTime}: latency counts from there */
        void at(int index, long intended);
    }

    /** Arrivals in all, those of the warm-up included. */
    public int count() {
        return of(warmUp.plus(measured));
    }

    /** Whether an arrival counts. */
    public boolean isMeasured(int index) {
        return index >= of(warmUp);
    }

    private int of(Duration time) {
        return Math.toIntExact(time.toSeconds() * perSecond);
    }

    /** Blocks until the last has arrived; one that is late is made up for at once. */
    public void run(Arrival arrival) {
        long began = System.nanoTime();
        for (int i = 0; i < count(); i++) {
            long intended = began + Duration.ofSeconds(i).toNanos() / perSecond;
            for (long left = intended - System.nanoTime(); left > 0; left = intended - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            arrival.at(i, intended);
        }
    }
}
