package io.headgate.router.edge;

import io.headgate.router.admit.Admit;
import io.headgate.router.admit.Endings;
import io.headgate.router.admit.Entrance;
import io.headgate.router.admit.Fact;
import io.headgate.router.waiting.DispatchedWork;
import io.headgate.router.waiting.Gate;
import io.headgate.router.waiting.Lane;
import io.headgate.router.waiting.Openings;
import io.headgate.router.waiting.ProviderQueues;
import io.headgate.router.waiting.Reason;
import io.headgate.router.waiting.RoomGate;
import io.headgate.router.waiting.Waiting;
import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.schemas.topic.RecordHeading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desk before a task's waiting room: applies facts, lets those who wait go when their turn comes,
 * and closes those whose deadline passes or whom nobody wants any more. Each request that is closed here was held here:
 * what closes it takes it out of the store in the same transaction.
 */
final class WaitingDesk {
    private static final Logger log = LoggerFactory.getLogger(WaitingDesk.class);

    private static final int MOST_PER_TICK = 500;
    /** What frees one place lets a few go, since the provider may have become faster. */
    private static final int MOST_PER_RECORD = 4;

    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(1);
    /** No call begins after its request's deadline, and none takes longer than this. */
    private static final Duration LONGEST_CALL = Duration.ofHours(1);

    private final Admit admit;
    private final CatalogSource catalogs;
    private final StoredRoom room;
    private final DispatchedWork work;
    private final ProviderQueues queues;
    private final TaskMemory memory;
    private final LedgerStore ledger;
    private final FactWriter facts;
    private final WaitNotices notices;
    private final Gate gate;
    private int ticks;

    WaitingDesk(
            Admit admit,
            CatalogSource catalogs,
            StoredRoom room,
            DispatchedWork work,
            ProviderQueues queues,
            TaskMemory memory,
            LedgerStore ledger,
            FactWriter facts) {
        this.admit = admit;
        this.catalogs = catalogs;
        this.room = room;
        this.work = work;
        this.queues = queues;
        this.memory = memory;
        this.ledger = ledger;
        this.facts = facts;
        this.gate = new RoomGate(room.room(), queues);
        this.notices = new WaitNotices(room, facts, memory);
    }

    /** After the room was made again from its store. */
    void restore(Instant now) {
        notices.restore(room.room().all(), now);
    }

    /** Whether nobody waits: there is nothing to do as time passes. */
    boolean isIdle() {
        return room.room().isEmpty();
    }

    /** What stands before providers at this moment. */
    Entrance entrance(Instant now) {
        return new Entrance(memory.cancels(now), gate);
    }

    /** An attempt is over: it is with its provider no longer. */
    void over(Attempt attempt, Instant now) {
        work.settled(
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
        Lane entered = null;
        for (Fact fact : decided) {
            apply(fact, heading, now);
            entered = fact instanceof Fact.Held held ? held.reason().lane() : entered;
        }
        if (entered instanceof Lane.ForProvider) {
            // It may have been held only for those before it, and not for a long queue.
            serve(entered, MOST_PER_RECORD, now);
        }
    }

    /** A cancel: closes the request if it waits here; remembered in any case, since it may yet come, or come back. */
    void cancel(Cancel cancel, Instant now) {
        memory.remember(cancel, now);
        room.room().find(cancel.key()).ifPresent(entry -> cancelled(entry, now));
    }

    private void cancelled(Waiting entry, Instant now) {
        if (stored(entry) instanceof FailedRequest(InferenceRequest request, InferenceResult otherwise)) {
            if (memory.cancels(now).mean(request)) {
                close(entry, Endings.cancelled(request, otherwise.attempts(), now), now);
            }
        } else {
            close(entry, lost(entry, now), now);
        }
    }

    /** What is due as time passes, a bounded amount of it; to be called a few times a second while somebody waits. */
    void tick(Instant now) {
        for (Waiting entry : room.room().overdue(now, MOST_PER_TICK)) {
            close(entry, overdue(entry, now), now);
        }
        List<Lane> lanes = new ArrayList<>(room.room().lanes());
        Collections.rotate(lanes, -ticks++);
        int each = Math.max(1, MOST_PER_TICK / Math.max(1, lanes.size()));
        int left = MOST_PER_TICK;
        for (Lane lane : lanes) {
            left -= serve(lane, Math.min(each, left), now);
        }
        notices.tellWhoIsDue(now, MOST_PER_TICK);
        work.forget(now);
    }

    private Fact.Ended overdue(Waiting entry, Instant now) {
        return stored(entry) instanceof FailedRequest(InferenceRequest request, InferenceResult otherwise)
                ? Endings.overdue(request, otherwise, entry.reason().why(), now)
                : lost(entry, now);
    }

    private int serve(Lane lane, int most, Instant now) {
        // Nobody knows when others end: who waits for that is never too early.
        Instant ready = lane instanceof Lane.ForOthersToEnd ? Instant.MAX : now;
        int served = 0;
        while (served < most) {
            Waiting next = room.room().next(lane, ready, queues.at(now)).orElse(null);
            if (next == null) {
                break;
            }
            served++;
            if (!letGo(next, gate.onItsTurn(lane), now)) {
                break;
            }
        }
        return served;
    }

    /** Whether it went; false when it goes on waiting in its lane. */
    private boolean letGo(Waiting entry, Gate through, Instant now) {
        if (!(stored(entry) instanceof FailedRequest waited
                && waited.admission() instanceof InferenceRequest request)) {
            close(entry, lost(entry, now), now);
            return true;
        }
        RecordHeading heading = heading(entry);
        room.room().go(entry, now);
        List<Fact> resumed = resumed(waited, request, entry, through, now);
        for (Fact fact : resumed) {
            if (fact instanceof Fact.Held held) {
                resumed.stream().filter(other -> other != held).forEach(other -> apply(other, heading, now));
                waitAgain(entry, held.reason(), heading, now);
                return !held.reason().lane().equals(entry.reason().lane());
            }
        }
        room.remove(entry.key());
        resumed.forEach(fact -> apply(fact, heading.nextHop(), now));
        return true;
    }

    private List<Fact> resumed(
            FailedRequest waited, InferenceRequest request, Waiting entry, Gate through, Instant now) {
        Entrance entrance = new Entrance(memory.cancels(now), through);
        try {
            return admit.resume(waited, request, entry.attempt(), ledger, entrance, catalogs.current(), now);
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException defect) {
            log.atError()
                    .addKeyValue(LogKeys.REQUEST_ID, request.key().request())
                    .addKeyValue(LogKeys.TENANT, request.key().tenant())
                    .log("routing a request that waited failed: {}", DefectPlace.of(defect));
            String kind = defect.getClass().getSimpleName();
            return Admit.close(Endings.undecidable(request, waited.result(), kind, now), entry.attempt(), ledger);
        }
    }

    private void waitAgain(Waiting before, Reason reason, RecordHeading heading, Instant now) {
        boolean sameLane = before.reason().lane().equals(reason.lane());
        Reason next = sameLane && !reason.notBefore().isAfter(now)
                ? new Reason(reason.lane(), reason.why(), now.plus(TRIED_AGAIN_AFTER), reason.until())
                : reason;
        boolean told = sameLane ? before.told() : WaitNotices.isTold(next, now);
        Waiting entry = room.again(before, next, heading, told, now);
        if (!sameLane) {
            notices.began(entry, heading, now);
        }
    }

    private void apply(Fact fact, RecordHeading heading, Instant now) {
        switch (fact) {
            case Fact.Held held -> hold(held, heading, now);
            case Fact.Dispatched(Dispatch dispatch) -> {
                facts.apply(fact, heading, memory.seen(now));
                InferenceRequest request = dispatch.request();
                work.dispatched(
                        request.key().tenant(),
                        dispatch.attempt(),
                        dispatch.target().provider(),
                        request.context().priority(),
                        now,
                        request.context().deadline().plus(LONGEST_CALL));
            }
            case Fact.Remembered _, Fact.Booked _, Fact.Ended _, Fact.Noticed _ ->
                facts.apply(fact, heading, memory.seen(now));
        }
    }

    private void hold(Fact.Held held, RecordHeading heading, Instant now) {
        byte[] encoded = room.encode(held);
        Lane lane = held.reason().lane();
        if (encoded.length > room.maxBytes()) {
            end(Endings.tooLargeToWait(held, encoded.length, room.maxBytes(), now), held.attempt(), heading, now);
            return;
        }
        // Only what waits for a provider can be bound to one early.
        if (!(lane instanceof Lane.ForProvider) && !room.room().hasRoomFor(encoded.length)) {
            end(new Fact.Ended(held.request(), held.otherwise()), held.attempt(), heading, now);
            return;
        }
        Waiting entry = room.enter(held, encoded, heading, WaitNotices.isTold(held.reason(), now), now);
        notices.began(entry, heading, now);
        while (room.room().overfull()) {
            Waiting next = room.room().next(lane, now, Openings.ALL).orElse(null);
            if (next == null) {
                break;
            }
            letGo(next, Gate.OPEN, now);
        }
    }

    private void close(Waiting entry, Fact.Ended ended, Instant now) {
        RecordHeading heading = heading(entry);
        room.remove(entry.key());
        end(ended, entry.attempt(), heading.nextHop(), now);
    }

    private void end(Fact.Ended ended, int attempt, RecordHeading heading, Instant now) {
        Admit.close(ended, attempt, ledger).forEach(fact -> facts.apply(fact, heading, memory.seen(now)));
    }

    private @Nullable FailedRequest stored(Waiting entry) {
        return switch (room.request(entry.key())) {
            case Decoded.Readable<FailedRequest>(FailedRequest request) -> request;
            case Decoded.Unreadable<FailedRequest> _ -> null;
        };
    }

    private Fact.Ended lost(Waiting entry, Instant now) {
        return Admit.lost(room.remainder(entry, heading(entry)), now);
    }

    private RecordHeading heading(Waiting entry) {
        RecordHeading heading = room.heading(entry.key());
        if (heading == null) {
            throw new IllegalStateException("request %s waits, and is not in the store".formatted(entry.key()));
        }
        return heading;
    }
}
