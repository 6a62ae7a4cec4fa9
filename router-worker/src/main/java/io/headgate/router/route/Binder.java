package io.headgate.router.route;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Binds late: a request goes when somebody's queue is short, so that until then it can still be cancelled, overtaken or
 * sent elsewhere. Requests that are ranked by cost, and background work, wait for the first in rank while the slack to
 * their deadline allows, and go elsewhere when it ends; others take the first in rank whose queue is short, and wait only
 * when nobody's is. A queue is short when workers report none that is long, and its door is open. A pure function, for
 * whoever keeps what waits.
 */
public final class Binder {
    /** A queue that is no longer than this is short: long enough to keep a worker busy, short enough to decide late. */
    static final Duration SHORT = Duration.ofSeconds(2);

    static final Duration SHORT_IF_CRITICAL = Duration.ofMillis(500);

    /** Kept between the time an answer is expected at the latest and the deadline. */
    static final Duration MARGIN = Duration.ofSeconds(1);

    /** A judgement is not made anew sooner: health comes four times a second. */
    static final Duration PACE = Duration.ofMillis(250);

    /** How long an answer takes at the latest, of somebody whose time is not known; and how long a door stays shut. */
    private static final Duration UNKNOWN = Duration.ofSeconds(20);

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

    /** The judgement where nothing is limited, and nobody held back. */
    public static Binding judge(RouteQuery query, Catalogue catalogue, Health health, Instant now) {
        return judge(query, catalogue, health, Headroom.BOUNDLESS, Doors.OPEN, now);
    }

    /**
     * Judges a request as of now. The same question has another answer when time passes, health changes, or a door opens.
     *
     * @param headroom asked about all that can serve: whoever it has no room for is not waited for either
     * @param doors asked about those that may be chosen: nobody goes where one is shut
     */
    public static Binding judge(
            RouteQuery query, Catalogue catalogue, Health health, Headroom headroom, Doors doors, Instant now) {
        Slate slate = Router.slate(query, catalogue, health, now);
        if (slate == null) {
            return new Binding.Nowhere(Router.nowhere(query, catalogue));
        }
        Shortlist shortlist = new Shortlist(slate, headroom, doors);
        return shortlist.first() < 0 ? new Binding.Nowhere(Router.noneLeft(shortlist)) : new Binder(shortlist).judge();
    }

    private Binding judge() {
        int whom = firstInTime();
        if (whom >= 0 && isShort(whom)) {
            return new Binding.Now(shortlist.choose(whom));
        }
        Instant last = lastCall();
        if (now.isBefore(last)) {
            return waitFor(whom >= 0 ? whom : firstToBegin(), last);
        }
        int escalated = escalated();
        return shut(escalated) == null ? new Binding.Now(shortlist.choose(escalated)) : waitFor(escalated, Instant.MAX);
    }

    /** Whether one that would be better is waited for while another could begin. */
    private boolean patient() {
        return slate.byCost() || slate.query().request().context().priority() == Priority.BACKGROUND;
    }

    /** @param last when to judge anew at the latest; {@link Instant#MAX} when that has passed */
    private Binding waitFor(int rank, Instant last) {
        Doors.Shut shut = shut(rank);
        Instant soonest = now.plus(shut == null ? PACE : shut.pace());
        Instant free = now.plusNanos(wait(rank) - shortNanos);
        // Who takes whichever opens first has to look. So has who is late.
        boolean looks = shut != null && (!patient() || last.equals(Instant.MAX));
        Instant until = looks || free.isBefore(soonest) ? soonest : free;
        until = earliest(until, last, tooLate(rank));
        Instant next = now.plus(PACE);
        return new Binding.Wait(
                shortlist.choose(rank), Duration.ofNanos(wait(rank)), until.isBefore(next) ? next : until);
    }

    /** From then on the candidate would not be in time, and the next in rank is the one to wait for. */
    private Instant tooLate(int rank) {
        Instant lastInTime = deadline.minus(MARGIN).minusNanos(slow(rank) + Math.min(wait(rank), shortNanos));
        return lastInTime.isBefore(now) ? Instant.MAX : lastInTime.plusMillis(1);
    }

    private static Instant earliest(Instant one, Instant other, Instant third) {
        Instant earlier = one.isBefore(other) ? one : other;
        return earlier.isBefore(third) ? earlier : third;
    }

    /** Until then whoever answers soonest is expected to answer in time even if it is slow. */
    private Instant lastCall() {
        return deadline.minus(MARGIN).minusNanos(answer(soonest(false)));
    }

    /** Whom to ask when there is no slack: an open door and an answer in time go before either alone. */
    private int escalated() {
        int open = firstAnswering(true);
        int any = open >= 0 ? open : firstAnswering(false);
        int late = any >= 0 ? any : soonest(true);
        return late >= 0 ? late : soonest(false);
    }

    /** The first in rank that is expected to answer by the deadline; -1 when there is none. */
    private int firstAnswering(boolean open) {
        long left = Duration.between(now, deadline).toNanos();
        for (int rank = 0; rank < slate.able(); rank++) {
            if (shortlist.fits(rank) && answer(rank) <= left && (!open || shut(rank) == null)) {
                return rank;
            }
        }
        return -1;
    }

    /** Whose answer is expected soonest; -1 when there is none. */
    private int soonest(boolean open) {
        int soonest = -1;
        for (int rank = 0; rank < slate.able(); rank++) {
            if (shortlist.fits(rank)
                    && (!open || shut(rank) == null)
                    && (soonest < 0 || answer(rank) < answer(soonest))) {
                soonest = rank;
            }
        }
        return soonest;
    }

    /** The first in rank that would answer in time if its queue were short, and is short where there is no patience; or -1. */
    private int firstInTime() {
        boolean whateverTheQueue = patient();
        for (int rank = 0; rank < slate.able(); rank++) {
            if (inTime(rank) && (whateverTheQueue || isShort(rank)) && shortlist.fits(rank)) {
                return rank;
            }
        }
        return -1;
    }

    /** Whose queue is the shortest, of those who would be in time; while there is slack there is one. */
    private int firstToBegin() {
        int least = -1;
        for (int rank = 0; rank < slate.able(); rank++) {
            if ((least < 0 || wait(rank) < wait(least)) && inTime(rank) && shortlist.fits(rank)) {
                least = rank;
            }
        }
        return least >= 0 ? least : shortlist.first();
    }

    private boolean inTime(int rank) {
        long left = Duration.between(now, deadline).minus(MARGIN).toNanos();
        long slow = slow(rank);
        return slow + shortNanos <= left || slow + wait(rank) <= left;
    }

    private boolean isShort(int rank) {
        return reported(rank) <= shortNanos && shut(rank) == null;
    }

    private Doors.@Nullable Shut shut(int rank) {
        return shortlist.shut(rank);
    }

    private long reported(int rank) {
        return slate.waitNanos(slate.at(rank));
    }

    /** How long until a call would begin. */
    private long wait(int rank) {
        Doors.Shut shut = shut(rank);
        if (shut == null) {
            return reported(rank);
        }
        Duration held = shut.expected() == null ? UNKNOWN : shut.expected();
        return Math.max(held.toNanos(), reported(rank));
    }

    /** How long until an answer that is slow. */
    private long answer(int rank) {
        return wait(rank) + slow(rank);
    }

    /** The time that 95 of 100 do not exceed. */
    private long slow(int rank) {
        TargetHealth fares = slate.fares(slate.at(rank));
        Duration slow = fares.known() ? fares.slow() : null;
        return (slow == null ? UNKNOWN : slow).toNanos();
    }
}
