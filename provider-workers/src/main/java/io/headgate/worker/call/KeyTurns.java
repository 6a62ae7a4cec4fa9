package io.headgate.worker.call;

import io.headgate.schemas.catalog.SecretRef;
import io.headgate.worker.call.KeyRing.Held;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: smooth weighted round robin, as nginx has it. Of every ten calls a key of weight 3 beside one of weight 7
 * gets three, and not three in a row. Thread-safe.
 */
final class KeyTurns {
    private final Map<SecretRef, Long> credits = new HashMap<>();

    /** The next of these; null when there is none. */
    synchronized @Nullable Held next(List<Held> keys) {
        if (keys.size() <= 1) {
            return keys.isEmpty() ? null : keys.getFirst();
        }
        Held next = null;
        long most = Long.MIN_VALUE;
        long all = 0;
        for (Held key : keys) {
            long credit = credits.merge(key.reference(), (long) key.weight(), Long::sum);
            all += key.weight();
            if (credit > most) {
                most = credit;
                next = key;
            }
        }
        if (next != null) {
            credits.merge(next.reference(), -all, Long::sum);
        }
        return next;
    }
}
