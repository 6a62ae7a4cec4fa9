package io.headgate.router.admit;

import io.headgate.router.route.Doors;
import io.headgate.router.waiting.Gate;
import io.headgate.router.waiting.Reason;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.InferenceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the gate says to one request at one moment, and remembers what it said. */
final class GateDoors implements Doors {
    /** Where the gate does not say when to ask again. */
    private static final Duration PACE = Duration.ofSeconds(1);

    private final Gate gate;
    private final InferenceRequest request;
    private final Instant now;
    private final Map<ProviderName, Optional<Reason>> asked = new HashMap<>();

    GateDoors(Gate gate, InferenceRequest request, Instant now) {
        this.gate = gate;
        this.request = request;
        this.now = now;
    }

    /** Why the request has to wait before a provider; null when it may go. */
    @Nullable
    Reason reason(ProviderName provider) {
        return asked.computeIfAbsent(
                        provider,
                        p -> Optional.ofNullable(
                                gate.before(request.key(), p, request.context().priority(), now)))
                .orElse(null);
    }

    @Override
    public @Nullable Shut at(ProviderName provider) {
        Reason reason = reason(provider);
        if (reason == null) {
            return null;
        }
        Instant until = reason.until();
        Instant again = reason.again();
        return new Shut(
                until == null ? null : after(until),
                again == null || !again.isAfter(now) ? PACE : Duration.between(now, again));
    }

    private Duration after(Instant moment) {
        return moment.isBefore(now) ? Duration.ZERO : Duration.between(now, moment);
    }
}
