package io.headgate.router.route;

import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.id.ModelName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The order of a slate. Who can serve comes first; of these the sound, then who would hardly answer by the deadline, then
 * the sick; of the sick the one that fails least, of the others the first by the strategy; of equals the first in the
 * route's order. A canary's replacement comes last among its like, but directly before the pinned model for requests that
 * are of its share.
 */
final class Ranking {
    /** Of which {@link Strategy#MOSTLY} gives to the cheapest. */
    static final double TO_THE_CHEAPEST = 0.8;

    private static final byte SOUND = 0;
    private static final byte LATE = 1;
    private static final byte SICK = 2;
    private static final byte OUT = 3;

    private final Slate slate;
    private final Health health;
    private final short[] order;
    private final byte[] standing;
    /** Where the strategy ranks by cost. */
    private final @Nullable Sums costs;
    /** Where it ranks by a number: the least first. */
    private final double @Nullable [] scores;
    /** Who is not to be chosen while another can serve; null for nobody. */
    private final @Nullable ModelName heldBack;

    Ranking(Slate slate, Health health) {
        this.slate = slate;
        this.health = health;
        int size = slate.size();
        order = new short[size];
        standing = new byte[size];
        for (short i = 0; i < size; i++) {
            order[i] = i;
            standing[i] = standing(i);
        }
        Strategy strategy = slate.plan().strategy();
        boolean byCost = strategy == Strategy.CHEAPEST || (strategy == Strategy.MOSTLY && !drawsReliability());
        costs = byCost ? costs(size) : null;
        scores = byCost || strategy == Strategy.ORDERED ? null : new Scores(slate, this).by(strategy);
        Canary canary = slate.plan().route().selection().canary();
        boolean tried = canary != null && CanaryLot.drawn(slate, canary, health);
        heldBack = canary == null || tried ? null : canary.to();
        sort();
        if (canary != null && tried) {
            putBefore(canary.of(), canary.to());
        }
        tryOne();
    }

    private void tryOne() {
        int tried = Trial.of(slate, this);
        if (tried >= 0) {
            moveToFront(tried);
        }
    }

    int at(int rank) {
        return order[rank];
    }

    /** What a candidate is ranked by, the least first; null where that is its cost, or the order alone. */
    @Nullable
    Double score(int which) {
        return scores == null ? null : scores[which];
    }

    /** Whether cost decides among the sound. */
    boolean byCost() {
        return costs != null;
    }

    boolean sound(int which) {
        return standing[which] == SOUND;
    }

    boolean sick(int which) {
        return standing[which] == SICK;
    }

    boolean heldBack(int which) {
        return heldBack != null && isOf(which, heldBack);
    }

    /** What is thought of a candidate's answers, -1 to 1. */
    double liked(int which) {
        return health.opinion(
                        slate.query().request().alias(),
                        slate.candidate(which).target().model())
                .mean();
    }

    private boolean isOf(int which, ModelName model) {
        return slate.candidate(which).target().model().equals(model);
    }

    private boolean drawsReliability() {
        long key = Lots.ofRequest(slate.query().request());
        return Lots.draw(key, Lots.Purpose.MOSTLY) >= TO_THE_CHEAPEST;
    }

    private byte standing(int which) {
        if (!slate.isAble(which)) {
            return OUT;
        }
        TargetHealth fares = slate.fares(which);
        Instant now = slate.now();
        if (fares.sick(now)) {
            return SICK;
        }
        Instant deadline = slate.query().request().context().deadline();
        double left = (deadline.getEpochSecond() - now.getEpochSecond()) * 1e9 + deadline.getNano() - now.getNano();
        return slate.waitNanos(which) + fares.latencyNanos(0) > left ? LATE : SOUND;
    }

    private Sums costs(int size) {
        Sums sums = new Sums(size);
        for (int i = 0; i < size; i++) {
            reckon(sums, i, i);
        }
        return sums;
    }

    /** Puts what a candidate is expected to cost into {@code sums}. */
    void reckon(Sums sums, int at, int which) {
        Candidate candidate = slate.candidate(which);
        Tariff tariff = candidate.tariffAt(slate.now());
        if (tariff == null) {
            sums.setUnpriced(at);
            return;
        }
        Consumption takes = slate.takes(which);
        long input = takes.expectedInput(slate.query().needs().inputTokens());
        long cached = Math.round(input * takes.cachedShare());
        tariff.reckon(sums, at, input - cached, cached, takes.expectedOutput(slate.cap(which)));
    }

    /** Insertion: slates are short, and most are nearly in order. Stable. */
    private void sort() {
        for (int i = 1; i < order.length; i++) {
            short moved = order[i];
            int at = i;
            while (at > 0 && compare(moved, order[at - 1]) < 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = moved;
        }
    }

    private int compare(int one, int other) {
        int byStanding = Byte.compare(standing[one], standing[other]);
        if (byStanding != 0) {
            return byStanding;
        }
        int byHold = heldBack == null ? 0 : Boolean.compare(heldBack(one), heldBack(other));
        if (byHold != 0) {
            return byHold;
        }
        if (standing[one] == SICK) {
            return Double.compare(
                    slate.fares(other).successRate(), slate.fares(one).successRate());
        }
        if (costs != null) {
            return cheaperFirst(costs, one, other);
        }
        return scores == null ? 0 : Double.compare(scores[one], scores[other]);
    }

    /** Amounts of two currencies cannot be compared: they go by currency code, so that the order is one and the same. */
    private int cheaperFirst(Sums sums, int one, int other) {
        if (!sums.priced(one) || !sums.priced(other)) {
            return Boolean.compare(!sums.priced(one), !sums.priced(other));
        }
        int byCurrency = currency(one).compareTo(currency(other));
        return byCurrency != 0 ? byCurrency : sums.compare(one, other);
    }

    /** The code; empty where there is no price. */
    String currency(int which) {
        Tariff tariff = slate.candidate(which).tariffAt(slate.now());
        return tariff == null ? "" : tariff.price().currency().getCurrencyCode();
    }

    /** The sound ones of the replacement take the place of the pinned model's best, where that is sound as well. */
    private void putBefore(ModelName pinned, ModelName replacement) {
        short[] moved = new short[order.length];
        int at = 0;
        boolean placed = false;
        for (short which : order) {
            if (!placed && sound(which) && isOf(which, pinned)) {
                at = appendSound(moved, at, replacement);
                placed = true;
            }
            if (!sound(which) || !isOf(which, replacement)) {
                moved[at++] = which;
            }
        }
        if (placed) {
            System.arraycopy(moved, 0, order, 0, order.length);
        }
    }

    private int appendSound(short[] to, int from, ModelName model) {
        int at = from;
        for (short which : order) {
            if (sound(which) && isOf(which, model)) {
                to[at++] = which;
            }
        }
        return at;
    }

    private void moveToFront(int which) {
        int at = 0;
        while (order[at] != which) {
            at++;
        }
        System.arraycopy(order, 0, order, 1, at);
        order[0] = (short) which;
    }
}
