package io.headgate.worker.report;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Attempt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The books of one provider: one for each model of each endpoint that was ever called. Thread-safe; never blocks. */
public final class ProviderBooks {
    private final InstantSource clock;
    private final Runnable news;
    private final Map<Target, TargetBook> books = new ConcurrentHashMap<>();

    /** @param news called whenever a call begins or an attempt ends, from its thread; must be quick */
    public ProviderBooks(InstantSource clock, Runnable news) {
        this.clock = clock;
        this.news = news;
    }

    /** A call is under way now, or waits for its turn: there will be something to tell. */
    public void began() {
        news.run();
    }

    /**
     * Notes an attempt in its target's book.
     *
     * @param held how long its call was under way, from the permit on; zero when none was made
     */
    public void ended(Attempt attempt, Duration held) {
        of(attempt.summary().target()).ended(attempt, held);
        news.run();
    }

    /** The book of a target; a new one when there is none yet. */
    TargetBook of(Target target) {
        TargetBook open = books.get(target);
        return open == null ? books.computeIfAbsent(target, t -> new TargetBook(t, clock.instant())) : open;
    }

    /** All that are there. */
    public Collection<TargetBook> all() {
        return books.values();
    }
}
