package io.headgate.metering.stream;

import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Round;
import io.headgate.schemas.message.Increment.Source;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Empties the store, all of it at once: then whatever lies up to the highest offset of a round was emitted in it or before it.
 * By that the rollups know what is read again. A round and what it leaves behind are of one transaction.
 */
final class Emission {
    private final Lines lines;
    private final int maxLines;
    private final Consumer<Increment> out;

    /** @param maxLines so many lines are not waited with */
    Emission(Lines lines, int maxLines, Consumer<Increment> out) {
        this.lines = lines;
        this.maxLines = maxLines;
        this.out = out;
    }

    /** Whether there is nothing to emit. */
    boolean isIdle() {
        return lines.isEmpty();
    }

    /**
     * To be called before anything is added. What a process before this one left goes by itself: nobody knows here whether what
     * comes follows it, or is read again, or whether an older release wrote it.
     */
    void begin() {
        if (lines.inherits()) {
            run();
        }
    }

    /** To be called when something was added. */
    void added() {
        if (lines.added() >= maxLines) {
            run();
        }
    }

    void run() {
        List<Increment> all = lines.takeAll();
        Round round = new Round(UUID.randomUUID(), through(all));
        all.forEach(sum -> out.accept(emitted(sum, round)));
    }

    private static long through(List<Increment> all) {
        long through = -1;
        for (Increment sum : all) {
            Source source = sum.source();
            through = source == null ? through : Math.max(through, source.last());
        }
        return through;
    }

    private static Increment emitted(Increment sum, Round round) {
        Source source = sum.source();
        return source == null ? sum : sum.from(source.in(round));
    }
}
