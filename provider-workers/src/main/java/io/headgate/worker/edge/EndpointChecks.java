package io.headgate.worker.edge;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.KeyRing;
import io.headgate.worker.call.UpstreamCheck;
import io.headgate.worker.guard.EndpointCheck;
import java.time.Duration;

/** Asks a provider's endpoints whether they are there, as the newest catalogue has them. Thread-safe; blocks. */
final class EndpointChecks implements EndpointCheck {
    /** An endpoint that takes longer to list its models is not one to send work to. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final ProviderName provider;
    private final CurrentCatalogue catalogue;
    private final Adapters adapters;
    private final KeyRing keys;

    EndpointChecks(ProviderName provider, CurrentCatalogue catalogue, Adapters adapters, KeyRing keys) {
        this.provider = provider;
        this.catalogue = catalogue;
        this.adapters = adapters;
        this.keys = keys;
    }

    @Override
    public boolean passes(EndpointName name) throws InterruptedException {
        Catalogue newest = catalogue.newest();
        Provider known = newest == null ? null : newest.providers().get(provider);
        if (known == null) {
            return false;
        }
        boolean passes = known.endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .flatMap(endpoint -> adapters.of(known)
                        .map(adapter -> adapter.check(
                                new UpstreamCheck(endpoint.baseUrl(), keys.any(known.keys()), timeouts(known)))))
                .orElse(false);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return passes;
    }

    private static CallTimeouts timeouts(Provider known) {
        return new CallTimeouts(
                shorter(known.timeouts().connect()),
                shorter(known.timeouts().firstByte()),
                shorter(known.timeouts().betweenChunks()),
                shorter(known.timeouts().total()));
    }

    private static Duration shorter(Duration one) {
        return one.compareTo(LONGEST) <= 0 ? one : LONGEST;
    }
}
