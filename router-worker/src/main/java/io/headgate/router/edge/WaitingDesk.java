package io.headgate.router.edge;

import io.headgate.router.admit.Closing;
import io.headgate.router.admit.Endings;
import io.headgate.router.admit.Fact;
import io.headgate.router.budget.Place;
import io.headgate.router.budget.Posting;
import io.headgate.router.waiting.DispatchedWork;
import io.headgate.router.waiting.Gate;
import io.headgate.router.waiting.Lane;
import io.headgate.router.waiting.Opening;
import io.headgate.router.waiting.ProviderQueues;
import io.headgate.router.waiting.Reason;
import io.headgate.router.waiting.RoomGate;
import io.headgate.router.waiting.Waiting;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.topic.RecordHeading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The desk before a task's waiting room: applies facts, lets those who wait go when their turn comes, and closes those
 * whose deadline passes or whom nobody wants any more. Each request that is closed here was held here: what closes it
 * takes it out of the store in the same transaction.
 */
final class WaitingDesk {
    private static final int MOST_PER_TICK = 500;
    /** What frees one place lets a few go, since the provider may have become faster. */
    private static final int MOST_PER_RECORD = 4;

    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(1);

    private final StoredRoom room;
    private final Recall recall;
    private final DispatchedWork work;
    private final ProviderQueues queues;
    private final TaskMemory memory;
    private final LedgerStore ledger;
    private final FactWriter facts;
    private final RoomTelling telling;
    private final WaitNotices notices;
    private final Gate gate;
    private int ticks;

    WaitingDesk(
            StoredRoom room,
            Recall recall,
            DispatchedWork work,
            ProviderQueues queues,
            TaskMemory memory,
            LedgerStore ledger,
            FactWriter facts,
            RoomTelling telling) {
        this.room = room;
        this.recall = recall;
        this.work = work;
        this.queues = queues;
        this.memory = memory;
        this.ledger = ledger;
        this.facts = facts;
        this.telling = telling;
        this.gate = new RoomGate(room.room(), queues);
        this.notices = new WaitNotices(room, facts, memory);
    }

    /** After the room was made again from its store: what was with providers is with them still. */
    void restore(Instant now) {
        ledger.eachHolding(holding -> {
            Place place = holding.place();
            if (place != null) {
                work.dispatched(holding.tenant(), holding.attempt(), place, now);
            }
        });
        work.forget(now);
        notices.restore(room.room().all(), now);
        telling.tell(now);
    }

    /** The task is here no longer. */
    void close() {
        telling.end();
    }

    /** Whether nobody waits: there is nothing to do as time passes. */
    boolean isIdle() {
        return room.room().isEmpty();
    }

    /** What stands before providers. */
    Gate gate() {
        return gate;
    }

    /** An attempt is over: it is with its provider no longer. */
    void over(Attempt attempt, Instant now) {
        if (attempt.summary().status() == AttemptStatus.NOT_CALLED) {
            // It says nothing of what the provider does: whoever counted it would send the more the less can be done.
            work.gone(attempt.key().tenant(), attempt.summary().id());
            return;
        }
        queues.settled(
                attempt.key().tenant(),
                attempt.summary().id(),
                attempt.summary().target().provider(),
                attempt.summary().duration(),
                now);
    }

    /** Lets go who waited for an attempt to be over. */
    void serveAfter(Attempt attempt, Instant now) {
        serve(new Lane.ForOthersToEnd(attempt.key().tenant()), MOST_PER_RECORD, now);
        serve(new Lane.ForProvider(attempt.summary().target().provider()), MOST_PER_RECORD, now);
    }

    /** Applies what was decided about one record. */
    void apply(List<Fact> decided, RecordHeading heading, Instant now) {
        decided.forEach(fact -> apply(fact, heading, now));
        for (Fact fact : decided) {
            if (fact instanceof Fact.Held held && held.reason().lane() instanceof Lane.ForProvider lane) {
                // It may have been held only for those before it, and not for a long queue.
                serve(lane, MOST_PER_RECORD, now);
            }
        }
    }

    /** A cancel: closes the request if it waits here; remembered in any case, since it may yet come, or come back. */
    void cancel(Cancel cancel, Instant now) {
        memory.remember(cancel, now);
        room.room().find(cancel.key()).ifPresent(entry -> {
            List<Fact> end = recall.cancelled(entry, now);
            if (!end.isEmpty()) {
                close(entry, end, now);
            }
        });
    }

    /** What is due as time passes, a bounded amount of it; to be called a few times a second while somebody waits. */
    void tick(Instant now) {
        for (Waiting entry : room.room().overdue(now, MOST_PER_TICK)) {
            close(entry, recall.overdue(entry, now), now);
        }
        List<Lane> lanes = new ArrayList<>(room.room().lanes());
        Collections.rotate(lanes, -ticks++);
        int each = Math.max(1, MOST_PER_TICK / Math.max(1, lanes.size()));
        int left = MOST_PER_TICK;
        for (Lane lane : lanes) {
            left -= serve(lane, Math.min(each, left), now);
        }
        for (Waiting entry : room.room().againDue(now, MOST_PER_TICK)) {
            letGo(entry, gate, now);
        }
        notices.tellWhoIsDue(now, MOST_PER_TICK);
        work.forget(now);
        telling.tell(now);
    }

    private int serve(Lane lane, int most, Instant now) {
        // Nobody knows when others end: who waits for that is never too early.
        Instant ready = lane instanceof Lane.ForOthersToEnd ? Instant.MAX : now;
        int served = 0;
        boolean goesOn = true;
        while (goesOn && served < most) {
            Optional<Waiting> next = room.room().next(lane, ready, queues.of(lane, now));
            goesOn = next.isPresent() && letGo(next.get(), gate.onItsTurn(lane), now);
            served += next.isPresent() ? 1 : 0;
        }
        return served;
    }

    /** Whether it left its lane; false when it goes on waiting there. */
    private boolean letGo(Waiting entry, Gate through, Instant now) {
        List<Fact> resumed = recall.resume(entry, through, now);
        RecordHeading heading = room.heading(entry.key()).nextHop();
        if (resumed.getLast() instanceof Fact.Held held) {
            resumed.subList(0, resumed.size() - 1).forEach(fact -> apply(fact, heading, now));
            return waitAgain(entry, held.reason(), now);
        }
        if (through.isOpen() || takesItsTurn(entry.reason().lane(), resumed.getLast())) {
            room.room().go(entry, now);
        }
        room.remove(entry.key());
        resumed.forEach(fact -> apply(fact, heading, now));
        return true;
    }

    /** Whether it has what it waited for: who goes to another provider, or ends, leaves its turn to others. */
    private static boolean takesItsTurn(Lane lane, Fact last) {
        return !(lane instanceof Lane.ForProvider(ProviderName provider))
                || (last instanceof Fact.Dispatched(Dispatch dispatch)
                        && dispatch.target().provider().equals(provider));
    }

    private boolean waitAgain(Waiting before, Reason reason, Instant now) {
        if (!before.reason().lane().equals(reason.lane())) {
            waitElsewhere(before, reason, now);
            return true;
        }
        boolean later =
                reason.lane() instanceof Lane.ForProvider || reason.notBefore().isAfter(now);
        Reason next = later ? reason : reason.notBefore(now.plus(TRIED_AGAIN_AFTER));
        room.goesOn(before, next);
        return false;
    }

    private void waitElsewhere(Waiting before, Reason reason, Instant now) {
        boolean known = before.told() && isOfAProvider(before.reason()) && isOfAProvider(reason);
        RecordHeading heading = room.heading(before.key());
        Waiting entry = room.moves(before, reason, heading, known || WaitNotices.isTold(reason, now), now);
        if (!known) {
            notices.began(entry, heading, now);
        }
    }

    private static boolean isOfAProvider(Reason reason) {
        return reason.lane() instanceof Lane.ForProvider;
    }

    private void apply(Fact fact, RecordHeading heading, Instant now) {
        switch (fact) {
            case Fact.Held held -> hold(held, heading, now);
            case Fact.Dispatched(Dispatch dispatch) -> {
                if (facts.dispatch(dispatch, heading, memory.seen(now))) {
                    work.dispatched(dispatch.request().key().tenant(), dispatch.attempt(), Place.of(dispatch), now);
                }
            }
            case Fact.Booked(Posting posting) -> {
                facts.apply(fact, heading, memory.seen(now));
                // Nearly always it is known already; of an attempt that cannot be read only the books know.
                posting.closed().forEach(attempt -> work.gone(posting.tenant(), attempt));
            }
            case Fact.Remembered _, Fact.Ended _, Fact.Noticed _ -> facts.apply(fact, heading, memory.seen(now));
        }
    }

    private void hold(Fact.Held held, RecordHeading heading, Instant now) {
        byte[] encoded = room.encode(held);
        Lane lane = held.reason().lane();
        if (encoded.length > room.maxBytes()) {
            Fact.Ended tooLarge = Endings.tooLargeToWait(held, encoded.length, room.maxBytes(), now);
            Closing.waited(tooLarge, held.attempt(), ledger).forEach(fact -> apply(fact, heading, now));
            return;
        }
        // Only what waits for a provider can be bound to one early.
        if (!(lane instanceof Lane.ForProvider) && !room.room().hasRoomFor(encoded.length)) {
            Fact.Ended otherwise = new Fact.Ended(held.request(), held.otherwise());
            Closing.waited(otherwise, held.attempt(), ledger).forEach(fact -> apply(fact, heading, now));
            return;
        }
        Waiting entry = room.enter(held, encoded, heading, WaitNotices.isTold(held.reason(), now), now);
        notices.began(entry, heading, now);
        bindEarly(lane, now);
    }

    private void bindEarly(Lane lane, Instant now) {
        Optional<Waiting> next = room.room().next(lane, now, Opening.WIDE);
        while (room.room().overfull() && next.isPresent() && letGo(next.get(), Gate.OPEN, now)) {
            next = room.room().next(lane, now, Opening.WIDE);
        }
    }

    private void close(Waiting entry, List<Fact> end, Instant now) {
        RecordHeading heading = room.heading(entry.key()).nextHop();
        room.remove(entry.key());
        end.forEach(fact -> apply(fact, heading, now));
    }
}
