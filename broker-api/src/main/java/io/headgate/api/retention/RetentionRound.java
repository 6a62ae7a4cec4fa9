package io.headgate.api.retention;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes all that is old, a bounded step at a time. One thread at a time; any number of processes. */
public final class RetentionRound {
    static final int STEP = 500;

    private static final Logger log = LoggerFactory.getLogger(RetentionRound.class);

    private final List<Aging> kinds;
    private final InstantSource clock;
    private final ObjLongConsumer<String> deleted;
    private final Breath breath;

    /**
     * A round over some kinds.
     *
     * @param deleted told after each step how many of a kind are gone
     * @param breath taken between two steps
     */
    public RetentionRound(List<Aging> kinds, InstantSource clock, ObjLongConsumer<String> deleted, Breath breath) {
        this.kinds = List.copyOf(kinds);
        this.clock = clock;
        this.deleted = deleted;
        this.breath = breath;
    }

    /** What it deletes, by name. */
    public List<String> kinds() {
        return kinds.stream().map(Aging::kind).toList();
    }

    /** Goes once through all kinds; one that cannot be deleted does not keep the others. How many are gone, by kind. */
    public Map<String, Long> run() throws InterruptedException {
        Map<String, Long> gone = new LinkedHashMap<>();
        Instant now = clock.instant();
        for (Aging kind : kinds) {
            try {
                long count = run(kind, now);
                if (count > 0) {
                    gone.put(kind.kind(), count);
                }
            } catch (AgingException e) {
                log.atWarn()
                        .addKeyValue("kind", kind.kind())
                        .addKeyValue("cause", e.getMessage())
                        .log("what is old could not be deleted, it will be in the next round");
            }
        }
        return gone;
    }

    private long run(Aging kind, Instant now) throws InterruptedException {
        long count = 0;
        while (true) {
            OptionalInt step = kind.deleteSome(now, STEP);
            int gone = step.orElse(0);
            if (gone > 0) {
                deleted.accept(kind.kind(), gone);
                count += gone;
            }
            if (gone < STEP) {
                return count;
            }
            breath.take();
        }
    }

    /** A pause in which others get their turn. */
    @FunctionalInterface
    public interface Breath {
        void take() throws InterruptedException;
    }
}
