package io.headgate.router.route;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.RoutingContext;
import java.time.Duration;
import java.time.Instant;

/**
 * Binds late: a request goes when somebody's queue is short, so that until then it can still be cancelled, overtaken or
 * sent elsewhere. Requests that are ranked by cost, and background work, wait for the first in rank while the slack to
 * their deadline allows, and go elsewhere when it ends; others take the first in rank whose queue is short, and wait only
 * when nobody's is. A pure function, for whoever keeps what waits.
 */
public final class Binder {
    /** A queue that is no longer than this is short: long enough to keep a worker busy, short enough to decide late. */
    static final Duration SHORT = Duration.ofSeconds(2);

    static final Duration SHORT_IF_CRITICAL = Duration.ofMillis(500);

    /** Kept between the time an answer is expected at the latest and the deadline. */
    static final Duration MARGIN = Duration.ofSeconds(1);

    /** A judgement is not made anew sooner: health comes four times a second. */
    static final Duration PACE = Duration.ofMillis(250);

    /** How long an answer takes at the latest, of somebody whose time is not known. */
    private static final Duration UNKNOWN_ANSWER = Duration.ofSeconds(20);

    private final Slate slate;
    private final Shortlist shortlist;
    private final Instant now;
    private final Instant deadline;
    private final long shortNanos;

    private Binder(Shortlist shortlist) {
        this.shortlist = shortlist;
        this.slate = shortlist.slate();
        RoutingContext context = slate.query().request().context();
        this.now = slate.now();
        this.deadline = context.deadline();
        this.shortNanos = (context.priority() == Priority.CRITICAL ? SHORT_IF_CRITICAL : SHORT).toNanos();
    }

    /** The judgement where nothing is limited. */
    public static Binding judge(RouteQuery query, Catalogue catalogue, Health health, Instant now) {
        return judge(query, catalogue, health, Headroom.BOUNDLESS, now);
    }

    /**
     * Judges a request as of now. The same question has another answer when time passes or health changes.
     *
     * @param headroom asked about all that can serve: whoever it has no room for is not waited for either
     */
    public static Binding judge(RouteQuery query, Catalogue catalogue, Health health, Headroom headroom, Instant now) {
        Slate slate = Router.slate(query, catalogue, health, now);
        if (slate == null) {
            return new Binding.Nowhere(Router.nowhere(query, catalogue));
        }
        Shortlist shortlist = new Shortlist(slate, headroom);
        return shortlist.first() < 0 ? new Binding.Nowhere(Router.noneLeft(shortlist)) : new Binder(shortlist).judge();
    }

    private Binding judge() {
        Instant last = lastCall();
        if (!now.isBefore(last)) {
            return new Binding.Now(shortlist.choose(escalated()));
        }
        int whom = firstInTime(patient());
        if (whom >= 0 && isShort(whom)) {
            return new Binding.Now(shortlist.choose(whom));
        }
        int awaited = whom >= 0 ? whom : least(false);
        Instant free = now.plusNanos(wait(awaited) - shortNanos);
        return waitFor(awaited, free.isBefore(last) ? free : last);
    }

    private boolean patient() {
        return slate.byCost() || slate.query().request().context().priority() == Priority.BACKGROUND;
    }

    private Binding waitFor(int rank, Instant until) {
        Instant soonest = now.plus(PACE);
        return new Binding.Wait(
                slate.candidate(slate.at(rank)).target(),
                Duration.ofNanos(wait(rank)),
                until.isBefore(soonest) ? soonest : until);
    }

    /** Until then whoever answers soonest is expected to answer in time even if it is slow. */
    private Instant lastCall() {
        return deadline.minus(MARGIN).minusNanos(answer(least(true)));
    }

    /** The first in rank that is expected to answer in time; where there is none, who is the soonest. */
    private int escalated() {
        long left = Duration.between(now, deadline).toNanos();
        for (int rank = 0; rank < slate.able(); rank++) {
            if (shortlist.fits(rank) && answer(rank) <= left) {
                return rank;
            }
        }
        return least(true);
    }

    /**
     * The first in rank that would answer in time if its queue were short; -1 when there is none.
     *
     * @param whateverTheQueue whether those count as well whose queue is not short now
     */
    private int firstInTime(boolean whateverTheQueue) {
        long left = Duration.between(now, deadline).minus(MARGIN).toNanos();
        for (int rank = 0; rank < slate.able(); rank++) {
            boolean inTime = slow(rank) + Math.min(wait(rank), shortNanos) <= left;
            if (inTime && (whateverTheQueue || isShort(rank)) && shortlist.fits(rank)) {
                return rank;
            }
        }
        return -1;
    }

    /** The rank of the least wait, or of the soonest answer. */
    private int least(boolean withAnswer) {
        int least = shortlist.first();
        for (int rank = least + 1; rank < slate.able(); rank++) {
            boolean sooner = (withAnswer ? answer(rank) : wait(rank)) < (withAnswer ? answer(least) : wait(least));
            if (sooner && shortlist.fits(rank)) {
                least = rank;
            }
        }
        return least;
    }

    private boolean isShort(int rank) {
        return wait(rank) <= shortNanos;
    }

    private long wait(int rank) {
        return slate.fares(slate.at(rank)).waitNanos(now);
    }

    /** How long until an answer that is slow. */
    private long answer(int rank) {
        return wait(rank) + slow(rank);
    }

    /** The time that 95 of 100 do not exceed. */
    private long slow(int rank) {
        TargetHealth fares = slate.fares(slate.at(rank));
        Duration slow = fares.known() ? fares.slow() : null;
        return (slow == null ? UNKNOWN_ANSWER : slow).toNanos();
    }
}
