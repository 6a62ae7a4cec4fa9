package io.headgate.worker.guard;

import io.headgate.schemas.id.EndpointName;

/** Asks an endpoint whether it is there, at no cost. */
@FunctionalInterface
public interface EndpointCheck {
    /**
     * Whether it answered as a healthy one does. Blocks, for as long as its own timeouts say; thread-safe.
     *
     * @throws InterruptedException when the process is closing, or the endpoint left the catalogue
     */
    boolean passes(EndpointName endpoint) throws InterruptedException;
}
