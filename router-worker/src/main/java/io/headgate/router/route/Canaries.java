package io.headgate.router.route;

import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.CanaryStop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches replacements beside the models that they are to replace. One that breaks its rule stays stopped until its lines in
 * the catalogue change, in every router: figures of who has no requests get no better. Thread-safe; reading takes no lock.
 */
public final class Canaries {
    /** What was told and has not come back from the topic by then may have been in a transaction that was aborted. */
    static final Duration AGAIN = Duration.ofSeconds(30);

    private final Map<Alias, CanaryWatch> watches = new ConcurrentHashMap<>();
    private final Map<Alias, CanaryStop> stops = new ConcurrentHashMap<>();
    /** When it was told that a stop is over. */
    private final Map<Alias, Instant> ended = new ConcurrentHashMap<>();

    private final LearnedFeedback feedback;

    /** @param feedback what users say of the answers of both */
    public Canaries(LearnedFeedback feedback) {
        this.feedback = feedback;
    }

    /** How a route's replacement stands. Never blocks. */
    public CanaryStanding standing(Alias alias, Canary canary) {
        CanaryWatch watch = watches.get(alias);
        CanaryStanding seen = watch == null || !watch.isOf(canary) ? CanaryStanding.UNKNOWN : watch.standing();
        CanaryStop stop = stops.get(alias);
        return seen.stopped() != null || stop == null || !stop.canary().equals(canary)
                ? seen
                : new CanaryStanding(seen.pinned(), seen.replacement(), stop.words());
    }

    /** A router has told of a stop; null when it is over: what was seen until then is forgotten. */
    public void told(Alias alias, @Nullable CanaryStop stop) {
        if (stop != null) {
            stops.put(alias, stop);
            return;
        }
        stops.remove(alias);
        ended.remove(alias);
        watches.computeIfPresent(alias, (_, watch) -> watch.standing().stopped() == null ? watch : null);
    }

    /** Takes in an attempt that is over; gives what somebody should be told of. */
    public List<CanaryNews> heard(Attempt attempt, Catalogue catalogue, Instant now) {
        List<CanaryNews> news = new ArrayList<>(0);
        for (CanaryStop stop : stops.values()) {
            if (isOver(stop, catalogue) && isTime(stop.alias(), now)) {
                news.add(CanaryAlerts.over(stop, now));
            }
        }
        Alias alias = attempt.alias();
        Canary canary = canary(alias, catalogue);
        if (canary == null) {
            watches.remove(alias);
        } else {
            CanaryStop stop = stops.get(alias);
            boolean known = stop != null && stop.canary().equals(canary);
            watch(alias, canary).add(attempt, known, catalogue.revision(), now).ifPresent(news::add);
        }
        return news;
    }

    private CanaryWatch watch(Alias alias, Canary canary) {
        CanaryWatch watch = watches.get(alias);
        return watch != null && watch.isOf(canary)
                ? watch
                : watches.compute(
                        alias,
                        (_, other) ->
                                other != null && other.isOf(canary) ? other : new CanaryWatch(alias, canary, feedback));
    }

    /** An older catalogue than the one by which it was stopped does not say that its lines have changed. */
    private static boolean isOver(CanaryStop stop, Catalogue catalogue) {
        return catalogue.revision().compareTo(stop.revision()) >= 0
                && !stop.canary().equals(canary(stop.alias(), catalogue));
    }

    private boolean isTime(Alias alias, Instant now) {
        Instant before = ended.get(alias);
        boolean due = before == null || !now.isBefore(before.plus(AGAIN));
        if (due) {
            ended.put(alias, now);
        }
        return due;
    }

    private static @Nullable Canary canary(Alias alias, Catalogue catalogue) {
        Route route = catalogue.routes().get(alias);
        return route == null ? null : route.selection().canary();
    }
}
