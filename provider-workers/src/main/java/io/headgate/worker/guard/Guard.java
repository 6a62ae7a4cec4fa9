package io.headgate.worker.guard;

import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.id.Target;
import io.headgate.worker.call.CallTimeouts;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

public final class Guard implements AutoCloseable {
    private volatile Provider provider;
    private java.util.concurrent.Semaphore permits;

    public Guard(Clock clock, LongSupplier nanoTime, RandomGenerator random) {}

    public void follow(Provider provider, Set<Target> targets) {
        this.provider = provider;
        if (permits == null)
            permits = new java.util.concurrent.Semaphore(provider.limits().maxInFlight());
    }

    public void share(double fraction) {}

    public GuardedOutcome call(Errand errand, Upstream upstream) throws InterruptedException {
        permits.acquire();
        boolean ok = false;
        try {
            var t = provider.timeouts();
            var out = new GuardedOutcome.Called(
                    upstream.call(1, new CallTimeouts(t.connect(), t.firstByte(), t.betweenChunks(), t.total())),
                    permits::release);
            ok = true;
            return out;
        } finally {
            if (!ok) permits.release();
        }
    }

    public List<TargetState> states() {
        return List.of();
    }

    public void checkWith(EndpointCheck c) {}

    public void close() {}
}
