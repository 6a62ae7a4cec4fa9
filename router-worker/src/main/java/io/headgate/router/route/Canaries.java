package io.headgate.router.route;

import io.headgate.router.route.CanaryJudgement.Breach;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.Attempt;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches replacements beside the models that they are to replace. One that breaks its rule stays stopped until its lines in
 * the catalogue change, or this process ends: figures of who has no requests get no better. Thread-safe; reading takes no
 * lock and makes nothing.
 */
public final class Canaries {
    private final Map<Alias, Watch> watches = new ConcurrentHashMap<>();
    private final LearnedFeedback feedback;

    /** @param feedback what users say of the answers of both */
    public Canaries(LearnedFeedback feedback) {
        this.feedback = feedback;
    }

    /** How a route's replacement stands. Never blocks. */
    public CanaryStanding standing(Alias alias, Canary canary) {
        Watch watch = watches.get(alias);
        return watch == null || !watch.canary.equals(canary) ? CanaryStanding.UNKNOWN : watch.standing;
    }

    /** Takes in an attempt that is over; gives what somebody should be told of, if that is so. */
    public Optional<Alert> heard(Attempt attempt, Catalogue catalogue, Instant now) {
        Alias alias = attempt.alias();
        Route route = catalogue.routes().get(alias);
        Canary canary = route == null ? null : route.selection().canary();
        if (canary == null) {
            Watch over = watches.isEmpty() ? null : watches.remove(alias);
            return over == null ? Optional.empty() : over.ended(alias, now);
        }
        Watch watch = watches.computeIfAbsent(alias, _ -> new Watch(canary));
        if (watch.canary.equals(canary)) {
            return watch.add(attempt, now);
        }
        Watch fresh = new Watch(canary);
        boolean ours = watches.replace(alias, watch, fresh);
        Optional<Alert> told = fresh.add(attempt, now);
        return ours && watch.standing.stopped() != null ? watch.ended(alias, now) : told;
    }

    /** One canary, as its catalogue has it. */
    private final class Watch {
        private final Canary canary;
        private final CanaryTally pinned = new CanaryTally();
        private final CanaryTally replacement = new CanaryTally();
        private volatile CanaryStanding standing = CanaryStanding.UNKNOWN;

        Watch(Canary canary) {
            this.canary = canary;
        }

        synchronized Optional<Alert> add(Attempt attempt, Instant now) {
            ModelName model = attempt.summary().target().model();
            if (model.equals(canary.of())) {
                pinned.add(attempt);
            } else if (model.equals(canary.to())) {
                replacement.add(attempt);
            } else {
                return Optional.empty();
            }
            CanaryStanding before = standing;
            CanaryFigures one = pinned.figures();
            CanaryFigures other = replacement.figures();
            Breach breach = before.stopped() == null && canary.stop() != null
                    ? CanaryJudgement.against(
                            canary.stop(),
                            one,
                            other,
                            feedback.of(attempt.alias(), canary.of()),
                            feedback.of(attempt.alias(), canary.to()))
                    : null;
            standing = new CanaryStanding(one, other, breach == null ? before.stopped() : breach.words());
            return Optional.ofNullable(breach)
                    .map(of ->
                            alert(attempt.alias(), Alert.State.RAISED, of.words() + "; it is tried no more", of, now));
        }

        Optional<Alert> ended(Alias alias, Instant now) {
            return standing.stopped() == null
                    ? Optional.empty()
                    : Optional.of(alert(alias, Alert.State.RESOLVED, "was changed in the catalogue", null, now));
        }

        private Alert alert(Alias alias, Alert.State state, String words, @Nullable Breach breach, Instant now) {
            return new Alert(
                    "canary_stopped/%s/%s".formatted(alias, canary.to()),
                    state,
                    Alert.Kind.CANARY_STOPPED,
                    null,
                    new Alert.Scope(null, null, alias, null, canary.to()),
                    "canary %s of alias %s, in place of %s, %s".formatted(canary.to(), alias, canary.of(), words),
                    breach == null
                            ? null
                            : new Alert.Measurement(rounded(breach.seen()), breach.allowed(), breach.unit()),
                    null,
                    now);
        }

        private static BigDecimal rounded(double number) {
            return BigDecimal.valueOf(number).setScale(4, RoundingMode.HALF_UP);
        }
    }
}
