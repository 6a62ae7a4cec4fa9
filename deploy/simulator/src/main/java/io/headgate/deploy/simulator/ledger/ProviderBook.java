package io.headgate.deploy.simulator.ledger;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One provider's counts: calls since the ledger was cleared, calls in flight, and the most there ever were at once. */
final class ProviderBook {
    private final String provider;
    private final @Nullable Prices prices;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();

    ProviderBook(String provider, @Nullable Prices prices) {
        this.provider = provider;
        this.prices = prices;
    }

    String provider() {
        return provider;
    }

    @Nullable
    Prices prices() {
        return prices;
    }

    void received() {
        calls.incrementAndGet();
        int now = inFlight.incrementAndGet();
        if (now > peak.get()) {
            peak.accumulateAndGet(now, Math::max);
        }
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    void cleared() {
        calls.set(0);
        peak.set(inFlight.get());
    }

    long calls() {
        return calls.get();
    }

    int inFlight() {
        return inFlight.get();
    }

    int peak() {
        return peak.get();
    }
}
