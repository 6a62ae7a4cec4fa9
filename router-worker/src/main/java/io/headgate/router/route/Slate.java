package io.headgate.router.route;

import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Route.Share;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All candidates for one request, ranked: those that can serve it, the best first, and then the others. Candidates have
 * the numbers of their places in the plan. Immutable once made; arrays in place of lists, since one is made for every
 * attempt.
 */
final class Slate {
    private final Plan plan;
    /** It knows what is asked, of whom, and when: one slate is made for every attempt, and each field counts. */
    private final Filter filter;

    private final TargetHealth[] fares;
    private final byte[] obstacles;
    private final Ranking ranking;
    /** By candidate, where a ceiling on the cost is held against it: it must not be learned anew in between. */
    private final long @Nullable [] heldInputs;

    private int able;

    private Slate(RouteQuery query, Plan plan, Catalogue catalogue, Health health, Instant now) {
        int size = plan.candidates().size();
        this.plan = plan;
        this.filter = new Filter(query, plan, catalogue, health, now);
        this.fares = new TargetHealth[size];
        this.obstacles = new byte[size];
        boolean ceiling = query.request().context().budget() != null;
        this.heldInputs = ceiling ? heldInputs(size) : null;
        for (int i = 0; i < size; i++) {
            Candidate candidate = plan.candidates().get(i);
            fares[i] = health.of(candidate.target(), now);
            Money worst = ceiling ? worstCase(i) : null;
            obstacles[i] = (byte) filter.against(candidate, fares[i], worst).ordinal();
            able += obstacles[i] == 0 ? 1 : 0;
        }
        this.ranking = new Ranking(this, health);
    }

    static Slate of(RouteQuery query, Plan plan, Catalogue catalogue, Health health, Instant now) {
        return new Slate(query, plan, catalogue, health, now);
    }

    /** How many can serve. */
    int able() {
        return able;
    }

    int size() {
        return fares.length;
    }

    /** The candidate at a rank, 0 for the best. */
    int at(int rank) {
        return ranking.at(rank);
    }

    /** Whether the strategy ranked by cost. */
    boolean byCost() {
        return ranking.byCost();
    }

    RouteQuery query() {
        return filter.query();
    }

    Catalogue catalogue() {
        return filter.catalogue();
    }

    Plan plan() {
        return plan;
    }

    Instant now() {
        return filter.now();
    }

    Filter filter() {
        return filter;
    }

    Candidate candidate(int which) {
        return plan.candidates().get(which);
    }

    TargetHealth fares(int which) {
        return fares[which];
    }

    /**
     * How long a call of the request is expected to wait there for its start: for the queue, a pause, or what rate limits
     * leave, in nanoseconds.
     */
    long waitNanos(int which) {
        TargetHealth health = fares[which];
        long wait = health.waitNanos(now());
        RateRoom room = health.room();
        if (room == null) {
            return wait;
        }
        long size = query().needs().inputTokens() + cap(which);
        return Math.max(
                wait, room.waitNanos(health.queued(), size, candidate(which).limits(), now()));
    }

    boolean isAble(int which) {
        return obstacles[which] == 0;
    }

    Obstacle obstacle(int which) {
        return Obstacle.values()[obstacles[which]];
    }

    /** See {@link Ranking#score}. */
    @Nullable
    Double score(int which) {
        return ranking.score(which);
    }

    /** What the request may cost there at most; null when unpriced. */
    @Nullable
    Money worstCase(int which) {
        Tariff tariff = candidate(which).tariffAt(now());
        if (tariff == null) {
            return null;
        }
        Sums sum = new Sums(1);
        tariff.reckonWorst(sum, 0, heldInput(which), cap(which));
        return money(sum, which);
    }

    /** Puts what it is expected to cost at the candidate of a rank into {@code sums}. */
    void reckon(Sums sums, int at, int rank) {
        ranking.reckon(sums, at, at(rank));
    }

    /** What it is expected to cost there; null when unpriced. */
    @Nullable
    Money expectedCost(int which) {
        Sums sum = new Sums(1);
        ranking.reckon(sum, 0, which);
        return money(sum, which);
    }

    private @Nullable Money money(Sums sum, int which) {
        Tariff tariff = candidate(which).tariffAt(now());
        return tariff != null && sum.priced(0)
                ? new Money(sum.amount(0), tariff.price().currency())
                : null;
    }

    /** The cap on output, all choices together: the request's own, or the route's or else the default with room for what was cut; at most the model's. */
    long cap(int which) {
        if (!query().needs().writes()) {
            return 0;
        }
        Long own = query().needs().maxOutputTokens();
        Long ofRoute = plan.route().maxOutputTokens();
        long cap = own != null
                ? own
                : query().roomier(
                                ofRoute != null
                                        ? ofRoute
                                        : catalogue().defaults().maxOutputTokens());
        return candidate(which).cap(cap) * query().needs().choices();
    }

    /** What an attempt at the candidate of a rank would hold. */
    Reservation reservation(int rank) {
        int which = at(rank);
        return new Reservation(
                heldInput(which), cap(which), worstCase(which), query().needs().inputTokens());
    }

    private long heldInput(int which) {
        return heldInputs == null ? takes(which).heldInput(query().needs().inputTokens()) : heldInputs[which];
    }

    private long[] heldInputs(int size) {
        long[] held = new long[size];
        for (int i = 0; i < size; i++) {
            held[i] = takes(i).heldInput(query().needs().inputTokens());
        }
        return held;
    }

    /** What the request's alias was seen to take of a candidate. */
    Consumption takes(int which) {
        return filter.health()
                .consumption(
                        query().request().alias(), candidate(which).target().model());
    }

    /** The prices of the candidate at a rank; null when it is unpriced. */
    @Nullable
    Tariff tariff(int rank) {
        return candidate(at(rank)).tariffAt(now());
    }

    /** The variant that a candidate stands for; null where the route knows none. */
    @Nullable
    String variant(int which) {
        Canary canary = plan.route().selection().canary();
        if (canary != null) {
            ModelName model = candidate(which).target().model();
            return model.equals(canary.to()) ? Canary.REPLACEMENT : model.equals(canary.of()) ? Canary.PINNED : null;
        }
        Share share = candidate(which).share();
        return plan.strategy() == Strategy.WEIGHTED && share != null ? share.variant() : null;
    }
}
