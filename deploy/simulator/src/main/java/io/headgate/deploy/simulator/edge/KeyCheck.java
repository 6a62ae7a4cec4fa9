package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.provider.SimulatedProvider;
import io.headgate.deploy.simulator.wire.Refusal;
import io.headgate.deploy.simulator.wire.RequestHead;
import io.headgate.deploy.simulator.wire.Wire;
import java.util.Optional;

/** Whether a caller has the key that a provider insists on. */
final class KeyCheck {
    private KeyCheck() {}

    /** Why the caller is sent away; empty if it is not. */
    static Optional<Refusal> refusal(SimulatedProvider provider, Wire wire, RequestHead head) {
        if (provider.apiKey().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> sent = wire.apiKey(head);
        if (sent.isEmpty()) {
            return Optional.of(Refusal.noKey());
        }
        return sent.equals(provider.apiKey()) ? Optional.empty() : Optional.of(Refusal.wrongKey());
    }
}
