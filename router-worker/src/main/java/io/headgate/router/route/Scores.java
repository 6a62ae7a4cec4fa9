package io.headgate.router.route;

import io.headgate.schemas.catalog.Route.Share;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.catalog.Selection.Weights;

/** The numbers that strategies rank by, the least first. */
final class Scores {
    private static final double SECOND = 1e9;

    /** Beside these, what is nothing or next to nothing is not infinitely better: in units of a currency, seconds, failures. */
    private static final double LEAST_COST = 1e-6;

    private static final double LEAST_SECONDS = 0.01;
    private static final double LEAST_FAILURES = 0.02;

    /** Whose answers everybody likes is as one that is a quarter cheaper, faster and sounder; it never outweighs those. */
    private static final double LIKED = 0.25;

    /** In place of a cost, while costs are compared. */
    private static final double UNPRICED = -1;

    private static final double DONE = -2;

    private final Slate slate;
    private final Ranking ranking;
    private final double[] scores;

    Scores(Slate slate, Ranking ranking) {
        this.slate = slate;
        this.ranking = ranking;
        this.scores = new double[slate.size()];
    }

    double[] by(Strategy strategy) {
        switch (strategy) {
            case FASTEST -> byTime();
            case BALANCED -> balanced(slate.plan().weights());
            case WEIGHTED -> byShare();
            case MOSTLY -> byFailures();
            case ORDERED, CHEAPEST -> throw new IllegalArgumentException(strategy + " has no scores");
        }
        return scores;
    }

    private void byTime() {
        double middle = middle();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = seconds(i, middle);
        }
    }

    private void byFailures() {
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 1 - slate.fares(i).successRate();
        }
    }

    /**
     * Each draws a time, exponentially distributed with its share for a rate, and the least wins: a request's winner is
     * one by its share, who comes second is as well when the first is out, and a share that grows draws requests to it
     * and moves no other.
     */
    private void byShare() {
        long key = Lots.ofSession(
                slate.query().request(), slate.plan().route().selection().stickyTag());
        long ofAlias = key ^ slate.plan().route().alias().value().hashCode();
        for (int i = 0; i < scores.length; i++) {
            Share share = slate.candidate(i).share();
            double lot = share == null ? 0 : Lots.draw(ofAlias, Lots.Purpose.VARIANT, share.variant());
            scores[i] = share == null || share.hundredths() == 0
                    ? Double.MAX_VALUE
                    : -Math.log1p(-lot) / share.hundredths();
        }
    }

    /** A weighted geometric mean, as a logarithm: with even weights, who is twice as dear and half as slow is even. */
    private void balanced(Weights weights) {
        double all = weights.cost() + weights.latency() + weights.errors();
        double middle = middle();
        double leastTime = Double.MAX_VALUE;
        double leastFailures = Double.MAX_VALUE;
        for (int i = 0; i < scores.length; i++) {
            if (ranking.sound(i)) {
                leastTime = Math.min(leastTime, seconds(i, middle));
                leastFailures = Math.min(leastFailures, failures(i));
            }
        }
        byCostRatio();
        for (int i = 0; i < scores.length; i++) {
            double time = ratio(seconds(i, middle), leastTime, LEAST_SECONDS);
            double failures = ratio(failures(i), leastFailures, LEAST_FAILURES);
            scores[i] = (weights.cost() * scores[i] + weights.latency() * time + weights.errors() * failures) / all
                    - LIKED * ranking.liked(i);
        }
    }

    /** Each beside the cheapest of its own currency; who has no price counts as the dearest. */
    private void byCostRatio() {
        Sums sum = new Sums(1);
        for (int i = 0; i < scores.length; i++) {
            sum.clear(0);
            ranking.reckon(sum, 0, i);
            scores[i] = sum.priced(0) ? sum.score(0) : UNPRICED;
        }
        double dearest = 0;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= 0) {
                dearest = Math.max(dearest, besideTheCheapest(ranking.currency(i), i));
            }
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scores[i] == UNPRICED ? dearest : DONE - scores[i];
        }
    }

    /** All of a currency, in place, as a decision is to leave little behind: what is done is less than {@link #DONE}. */
    private double besideTheCheapest(String currency, int from) {
        double cheapest = Double.MAX_VALUE;
        for (int i = from; i < scores.length; i++) {
            if (isPricedIn(currency, i) && ranking.sound(i)) {
                cheapest = Math.min(cheapest, scores[i]);
            }
        }
        double dearest = 0;
        for (int i = from; i < scores.length; i++) {
            if (isPricedIn(currency, i)) {
                double beside = ratio(scores[i], Math.min(scores[i], cheapest), LEAST_COST);
                dearest = Math.max(dearest, beside);
                scores[i] = DONE - beside;
            }
        }
        return dearest;
    }

    private boolean isPricedIn(String currency, int which) {
        return scores[which] >= 0 && ranking.currency(which).equals(currency);
    }

    private static double ratio(double value, double best, double least) {
        return Math.max(0, Math.log((value + least) / (best + least)));
    }

    private double failures(int which) {
        return 1 - slate.fares(which).successRate();
    }

    /** How long until the answer: the wait, and the median. */
    private double seconds(int which, double otherwise) {
        TargetHealth fares = slate.fares(which);
        return slate.waitNanos(which) / SECOND + fares.latencyNanos(otherwise * SECOND) / SECOND;
    }

    /** What is taken for the time of who is not known: the mean of the others. Never the least. */
    private double middle() {
        double sum = 0;
        int known = 0;
        for (int i = 0; i < scores.length; i++) {
            if (ranking.sound(i) && slate.fares(i).known()) {
                sum += slate.fares(i).latencyNanos(0) / SECOND;
                known++;
            }
        }
        return known == 0 ? 0 : sum / known;
    }
}
