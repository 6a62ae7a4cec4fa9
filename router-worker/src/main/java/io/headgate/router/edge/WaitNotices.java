package io.headgate.router.edge;

import io.headgate.router.admit.Fact;
import io.headgate.router.waiting.Lane;
import io.headgate.router.waiting.Reason;
import io.headgate.router.waiting.Waiting;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.topic.RecordHeading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Tells clients that their requests wait, once for each thing waited for, and once for providers, whichever it is. A wait
 * that is expected to be over within a second is told of only when it is not: a busy installation would otherwise write as
 * many notices as results.
 */
final class WaitNotices {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private record Untold(RequestKey key, Lane lane, Instant due) {}

    private final StoredRoom room;
    private final FactWriter facts;
    private final TaskMemory memory;
    /** In order of when they are due, since each is due equally long after it began. */
    private final Queue<Untold> untold = new ArrayDeque<>();

    WaitNotices(StoredRoom room, FactWriter facts, TaskMemory memory) {
        this.room = room;
        this.facts = facts;
        this.memory = memory;
    }

    /** Whether a wait that begins now is told of at once. */
    static boolean isTold(Reason reason, Instant now) {
        return reason.until() == null || !reason.until().isBefore(now.plus(SHORT));
    }

    /** A wait has begun: tells of it, unless it may be short. */
    void began(Waiting entry, RecordHeading heading, Instant now) {
        if (entry.told()) {
            tell(entry, heading, now);
        } else {
            untold.add(new Untold(entry.key(), entry.reason().lane(), now.plus(SHORT)));
        }
    }

    /** After a restart: who had not been told yet will be. */
    void restore(Iterable<Waiting> entries, Instant now) {
        entries.forEach(entry -> {
            if (!entry.told()) {
                untold.add(new Untold(entry.key(), entry.reason().lane(), now.plus(SHORT)));
            }
        });
    }

    /** Tells those whose wait has not been short, at most so many. */
    void tellWhoIsDue(Instant now, int most) {
        int left = most;
        Untold first = untold.peek();
        while (first != null && left > 0 && !first.due().isAfter(now)) {
            Lane lane = untold.remove().lane();
            Waiting entry = room.room()
                    .find(first.key())
                    .filter(waiting ->
                            !waiting.told() && waiting.reason().lane().equals(lane))
                    .orElse(null);
            if (entry != null) {
                RecordHeading heading = room.heading(entry.key());
                room.told(entry, heading);
                tell(entry, heading, now);
                left--;
            }
            first = untold.peek();
        }
    }

    private void tell(Waiting entry, RecordHeading heading, Instant now) {
        Reason reason = entry.reason();
        Instant until = reason.until() == null || reason.until().isBefore(now) ? null : reason.until();
        Notice notice = new Notice(entry.key(), Notice.Kind.WAITING, reason.why(), until, now);
        facts.apply(new Fact.Noticed(notice), heading, memory.seen(now));
    }
}
