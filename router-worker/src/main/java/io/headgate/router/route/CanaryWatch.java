package io.headgate.router.route;

import io.headgate.router.route.CanaryJudgement.Breach;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.CanaryStop;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One canary, as its catalogue has it, and what this process has seen of its two models. Thread-safe. */
final class CanaryWatch {
    private final Alias alias;
    private final Canary canary;
    private final LearnedFeedback feedback;
    private final CanaryTally pinned = new CanaryTally();
    private final CanaryTally replacement = new CanaryTally();
    private @Nullable CanaryNews news;
    private Instant toldAt = Instant.MIN;
    private volatile CanaryStanding standing = CanaryStanding.UNKNOWN;

    CanaryWatch(Alias alias, Canary canary, LearnedFeedback feedback) {
        this.alias = alias;
        this.canary = canary;
        this.feedback = feedback;
    }

    boolean isOf(Canary other) {
        return canary.equals(other);
    }

    CanaryStanding standing() {
        return standing;
    }

    /**
     * Takes an attempt in; gives that the canary is stopped when it breaks its rule by it, and once more while no router has
     * heard of that.
     *
     * @param known whether every router knows that it is stopped
     */
    synchronized Optional<CanaryNews> add(Attempt attempt, boolean known, CatalogRevision revision, Instant now) {
        ModelName model = attempt.summary().target().model();
        if (model.equals(canary.of())) {
            pinned.add(attempt);
        } else if (model.equals(canary.to())) {
            replacement.add(attempt);
        } else {
            return Optional.empty();
        }
        CanaryFigures one = pinned.figures();
        CanaryFigures other = replacement.figures();
        if (news == null && !known) {
            Breach breach = breach(one, other);
            news = breach == null ? null : stopped(breach, revision, now);
        }
        standing = new CanaryStanding(one, other, words());
        return known ? Optional.empty() : told(now);
    }

    private @Nullable Breach breach(CanaryFigures one, CanaryFigures other) {
        Canary.Stop rule = canary.stop();
        return rule == null
                ? null
                : CanaryJudgement.against(
                        rule, one, other, feedback.of(alias, canary.of()), feedback.of(alias, canary.to()));
    }

    private CanaryNews stopped(Breach breach, CatalogRevision revision, Instant now) {
        CanaryStop stop = new CanaryStop(alias, canary, breach.words(), revision, now);
        return new CanaryNews(alias, stop, CanaryAlerts.raised(stop, breach, now));
    }

    private @Nullable String words() {
        CanaryStop stop = news == null ? null : news.stop();
        return stop == null ? null : stop.words();
    }

    private Optional<CanaryNews> told(Instant now) {
        if (news == null || (!toldAt.equals(Instant.MIN) && now.isBefore(toldAt.plus(Canaries.AGAIN)))) {
            return Optional.empty();
        }
        toldAt = now;
        return Optional.of(news);
    }
}
