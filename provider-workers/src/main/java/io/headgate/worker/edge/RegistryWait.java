package io.headgate.worker.edge;

import io.headgate.schemas.codec.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a schema registry that does not answer: what it would tell is not bad input, and a call is not made twice. */
final class RegistryWait {
    private static final Logger log = LoggerFactory.getLogger(RegistryWait.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private RegistryWait() {}

    /** What {@code coding} gives, once the registry answers. Blocks the calling (virtual) thread until then. */
    static <T> T until(Supplier<T> coding) throws InterruptedException {
        while (true) {
            try {
                return coding.get();
            } catch (RegistryUnavailableException away) {
                log.atWarn().log("the schema registry does not answer; a dispatch waits for it");
                Thread.sleep(PAUSE);
            }
        }
    }
}
