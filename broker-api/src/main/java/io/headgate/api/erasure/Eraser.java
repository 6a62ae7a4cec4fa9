package io.headgate.api.erasure;

import io.headgate.api.access.audit.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases what is kept of a subject, in bounded steps. An erasure that is cut off is finished by whoever calls
 * {@link #resume} next, of any process. Thread-safe; blocks, and throws {@link ErasureUnavailableException}.
 */
public final class Eraser {
    static final int STEP = 500;
    static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Logger log = LoggerFactory.getLogger(Eraser.class);

    private final ErasureLog erasures;
    private final List<Holding> holdings;
    private final InstantSource clock;

    public Eraser(ErasureLog erasures, List<Holding> holdings, InstantSource clock) {
        this.erasures = erasures;
        this.holdings = List.copyOf(holdings);
        this.clock = clock;
    }

    /** How much of each kind there is; nothing is deleted. */
    public Map<String, Long> preview(Subject subject) {
        Instant now = clock.instant();
        Map<String, Long> counts = new LinkedHashMap<>();
        holdings.forEach(holding -> counts.put(holding.kind(), holding.count(subject, now)));
        return counts;
    }

    /**
     * Erases all that came before now.
     *
     * @param askedBy for the history and the audit log
     */
    public Erased erase(Subject subject, Actor askedBy) {
        // As precise as Postgres keeps it, so that the same moment is compared everywhere.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Erasure erasure = new Erasure("erase_" + UUID.randomUUID(), subject, now);
        erasures.begin(erasure, askedBy);
        log.atInfo()
                .addKeyValue("erasure", erasure.id())
                .addKeyValue("by", askedBy.name())
                .log("an erasure begins");
        return new Erased(erasure.id(), carryOut(erasure));
    }

    /** Finishes what was begun a while ago and is not done: who began it is gone. How much of each kind that was. */
    public Map<String, Long> resume() {
        Map<String, Long> all = new LinkedHashMap<>();
        for (Erasure erasure : erasures.unfinished(clock.instant().minus(PATIENCE))) {
            carryOut(erasure).forEach((kind, count) -> all.merge(kind, count, Long::sum));
        }
        return all;
    }

    private Map<String, Long> carryOut(Erasure erasure) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Holding holding : holdings) {
            long gone = 0;
            int step;
            do {
                step = holding.eraseSome(erasure.subject(), erasure.askedAt(), STEP);
                gone += step;
            } while (step == STEP);
            counts.put(holding.kind(), gone);
        }
        erasures.finish(erasure, clock.instant(), counts);
        return counts;
    }

    /**
     * What was done.
     *
     * @param counts how many of each kind were deleted
     */
    public record Erased(String id, Map<String, Long> counts) {
        public Erased {
            counts = new LinkedHashMap<>(counts);
        }
    }
}
