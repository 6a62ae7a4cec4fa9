package io.headgate.api.chat;

import io.headgate.schemas.id.RequestKey;
import java.time.Duration;
import java.util.Optional;

/** Where the ends of requests are looked up that may have passed already. */
@FunctionalInterface
public interface Endings {
    /**
     * How a request ended; empty where it has not, or where that cannot be known at present. Blocks.
     *
     * @param wait how long to wait for it
     */
    Optional<Ending> find(RequestKey key, Duration wait) throws InterruptedException;
}
