package io.headgate.worker.call;

import io.headgate.schemas.catalog.SecretRef;
import io.headgate.schemas.id.Target;
import io.headgate.worker.call.KeyEvent.Trouble;
import io.headgate.worker.call.KeyRing.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Which keys rest, and until when. A key that is replaced where it is found does not. Thread-safe. */
final class KeyRests {
    private final LongSupplier nanoTime;
    private final Map<Rested, Rest> rests = new ConcurrentHashMap<>();

    KeyRests(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param target null where it is about all of them */
    private record Rested(SecretRef reference, @Nullable Target target) {}

    private record Rest(ApiKey key, long until) {}

    /** A key rests from now on; whether it did not before, ended rests that no call has disproved included. */
    boolean begin(Held held, Target target, Trouble trouble) {
        Rested rested = new Rested(held.reference(), trouble.ofOneModel ? target : null);
        long until = nanoTime.getAsLong() + trouble.rest.toNanos();
        Rest before = rests.put(rested, new Rest(held.key(), until));
        return before == null || !before.key().equals(held.key());
    }

    /** A key is good; whether it rested. */
    boolean end(SecretRef reference, Target target) {
        if (rests.isEmpty()) {
            return false;
        }
        boolean everywhere = rests.remove(new Rested(reference, null)) != null;
        return rests.remove(new Rested(reference, target)) != null || everywhere;
    }

    /** Those that do not rest. */
    List<Held> awake(List<Held> held, Target target) {
        if (rests.isEmpty()) {
            return held;
        }
        List<Held> awake = new ArrayList<>(held);
        awake.removeIf(each -> left(each, target) > 0);
        return awake;
    }

    /** The one whose rest ends first; null when there is none at all. */
    @Nullable
    Held soonest(List<Held> held, Target target) {
        Held soonest = null;
        for (Held each : held) {
            if (soonest == null || left(each, target) < left(soonest, target)) {
                soonest = each;
            }
        }
        return soonest;
    }

    /** In nanoseconds; 0 or less when it does not rest. */
    private long left(Held held, Target target) {
        return Math.max(
                left(held, new Rested(held.reference(), null)), left(held, new Rested(held.reference(), target)));
    }

    private long left(Held held, Rested rested) {
        Rest rest = rests.get(rested);
        return rest == null || !rest.key().equals(held.key()) ? 0 : rest.until() - nanoTime.getAsLong();
    }
}
