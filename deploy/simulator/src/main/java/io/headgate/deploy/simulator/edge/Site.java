package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.behaviour.LiveBehaviour;
import io.headgate.deploy.simulator.ledger.BillingLedger;
import io.headgate.deploy.simulator.provider.RateWindow;
import io.headgate.deploy.simulator.provider.SimulatedProvider;
import java.time.Clock;
import java.util.Optional;

/**
 * One provider at work: what it is, how it behaves now, how much of its rate limit is used, what it is
 * working on by itself, and where it keeps books.
 */
public record Site(
        SimulatedProvider provider,
        LiveBehaviour behaviour,
        Optional<RateWindow> window,
        Predictions predictions,
        BillingLedger ledger,
        Clock clock) {
    /** Opens a provider, and its book in the ledger. */
    public static Site open(SimulatedProvider provider, long seed, BillingLedger ledger, Clock clock) {
        ledger.open(provider.name(), provider.prices().orElse(null));
        return new Site(
                provider,
                new LiveBehaviour(seed ^ provider.name().hashCode(), provider.behaviour()),
                provider.rateLimit().map(limit -> new RateWindow(limit, System::nanoTime)),
                new Predictions(),
                ledger,
                clock);
    }
}
