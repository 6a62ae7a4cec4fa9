package io.headgate.deploy.benchmarks.rig;

import io.headgate.deploy.benchmarks.report.Progress;
import java.time.Duration;

/** Time in which nothing is asked of anybody. */
public final class Rest {
    private static final long LOOK_MILLIS = 100;

    private Rest() {}

    /** Blocks for so long. */
    public static void during(Duration time, Progress progress) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            progress.at("%d s left", Duration.ofNanos(left).toSeconds());
            Thread.sleep(Math.min(LOOK_MILLIS, left / 1_000_000 + 1));
        }
    }
}
