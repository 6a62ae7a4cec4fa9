package io.headgate.worker.fault;

import io.headgate.schemas.message.Dispatch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Dispatches at a steady rate, whatever becomes of them. */
final class SteadyLoad {
    private SteadyLoad() {}

    /** Goes on for {@code length} on a thread of its own. {@code next} is asked with 0, 1, 2 … */
    static CompletableFuture<Void> start(WorkerRig rig, int perSecond, Duration length, IntFunction<Dispatch> next) {
        int count = Math.toIntExact(length.toMillis() * perSecond / 1_000);
        long gap = Duration.ofSeconds(1).dividedBy(perSecond).toNanos();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("steady-load").start(() -> {
            try {
                long began = System.nanoTime();
                for (int i = 0; i < count; i++) {
                    long wait = began + i * gap - System.nanoTime();
                    if (wait > 0) {
                        LockSupport.parkNanos(wait);
                    }
                    rig.dispatch(next.apply(i));
                }
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
