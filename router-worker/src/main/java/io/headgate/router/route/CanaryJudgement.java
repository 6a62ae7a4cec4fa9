package io.headgate.router.route;

import io.headgate.schemas.catalog.Canary.Stop;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Holds a replacement's figures, and what its users say, against the pinned model's: a pure function of both and of the rule. */
final class CanaryJudgement {
    /** Below it a time is all noise, in milliseconds. */
    private static final double LEAST_MILLIS = 1;

    private CanaryJudgement() {}

    /**
     * What a replacement is given up for.
     *
     * @param words for people
     * @param seen beside {@code allowed}, in {@code unit}
     */
    record Breach(String words, double seen, BigDecimal allowed, String unit) {}

    /** The first rule that is broken; null when none is, or when too little was seen of either. */
    static @Nullable Breach against(
            Stop stop, CanaryFigures pinned, CanaryFigures replacement, Opinion ofPinned, Opinion ofReplacement) {
        if (Math.min(pinned.attempts(), replacement.attempts()) < stop.afterAttempts()) {
            return null;
        }
        Breach breach = points("fails", stop.errorRateOver(), pinned.errorRate(), replacement.errorRate());
        breach = breach == null
                ? points(
                        "breaks the contract",
                        stop.contractViolationsOver(),
                        pinned.violationRate(),
                        replacement.violationRate())
                : breach;
        breach = breach == null ? latency(stop.latencyRatioOver(), pinned, replacement) : breach;
        breach = breach == null ? cost(stop.costRatioOver(), pinned, replacement) : breach;
        return breach == null ? feedback(stop, ofPinned, ofReplacement) : breach;
    }

    private static @Nullable Breach points(String does, @Nullable BigDecimal over, double pinned, double replacement) {
        double more = replacement - pinned;
        return over == null || more <= over.doubleValue()
                ? null
                : new Breach(
                        "%s in %s %% of its attempts, the pinned model in %s %%: more than %s %% apart"
                                .formatted(does, shown(replacement), shown(pinned), over.toPlainString()),
                        more,
                        over,
                        "percent");
    }

    private static @Nullable Breach latency(
            @Nullable BigDecimal over, CanaryFigures pinned, CanaryFigures replacement) {
        if (pinned.time() == null || replacement.time() == null) {
            return null;
        }
        double ratio = replacement.time().toMillis()
                / Math.max(LEAST_MILLIS, pinned.time().toMillis());
        return over == null || ratio <= over.doubleValue() ? null : times("takes", ratio, over);
    }

    /** Costs in two currencies cannot be compared, nor can those of who has no price. */
    private static @Nullable Breach cost(@Nullable BigDecimal over, CanaryFigures pinned, CanaryFigures replacement) {
        boolean comparable =
                pinned.currency() != null && pinned.currency().equals(replacement.currency()) && pinned.cost() > 0;
        if (over == null || !comparable) {
            return null;
        }
        double ratio = replacement.cost() / pinned.cost();
        return ratio <= over.doubleValue() ? null : times("costs", ratio, over);
    }

    private static @Nullable Breach feedback(Stop stop, Opinion pinned, Opinion replacement) {
        BigDecimal below = stop.feedbackBelow();
        double fewer = 100 * (pinned.good() - replacement.good());
        boolean judged = Math.min(pinned.count(), replacement.count()) >= stop.feedbackAtLeast();
        return below == null || !judged || fewer <= below.doubleValue()
                ? null
                : new Breach(
                        "has %s %% of its judged answers found good, the pinned model %s %%: more than %s %% apart"
                                .formatted(
                                        shown(100 * replacement.good()),
                                        shown(100 * pinned.good()),
                                        below.toPlainString()),
                        fewer,
                        below,
                        "percent");
    }

    private static Breach times(String does, double ratio, BigDecimal over) {
        return new Breach(
                "%s %s times what the pinned model does: more than %s"
                        .formatted(does, shown(ratio), over.toPlainString()),
                ratio,
                over,
                "ratio");
    }

    private static String shown(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
