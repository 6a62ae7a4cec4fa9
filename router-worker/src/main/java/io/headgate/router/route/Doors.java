package io.headgate.router.route;

import io.headgate.schemas.id.ProviderName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one request finds before the providers' queues at one moment: beside what workers report of them, whoever dispatches
 * may hold it back there, since the queue is long enough already or others come first.
 */
@FunctionalInterface
public interface Doors {
    /** Nobody is held back. */
    Doors OPEN = provider -> null;

    /** What holds the request back before a provider; null when it may go. The same each time it is asked. Never blocks. */
    @Nullable
    Shut at(ProviderName provider);

    /**
     * It may not go now.
     *
     * @param expected how long until it may, 0 or more; null when nothing tells
     * @param pace how long until it is worth asking again, more than 0
     */
    record Shut(@Nullable Duration expected, Duration pace) {
        public Shut {
            if ((expected != null && expected.isNegative()) || !pace.isPositive()) {
                throw new IllegalArgumentException(
                        "shut door: seen wait %s and pace %s, allowed 0 or more, and more than 0"
                                .formatted(expected, pace));
            }
        }
    }
}
