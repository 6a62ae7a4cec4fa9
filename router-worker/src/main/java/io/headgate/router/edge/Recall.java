package io.headgate.router.edge;

import io.headgate.router.admit.Closing;
import io.headgate.router.admit.Endings;
import io.headgate.router.admit.Fact;
import io.headgate.router.waiting.Gate;
import io.headgate.router.waiting.Waiting;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads requests that wait from their store and decides what becomes of them; changes nothing. */
final class Recall {
    private final Deciding deciding;
    private final StoredRoom room;
    private final TaskMemory memory;
    private final LedgerStore ledger;

    Recall(Deciding deciding, StoredRoom room, TaskMemory memory, LedgerStore ledger) {
        this.deciding = deciding;
        this.room = room;
        this.memory = memory;
        this.ledger = ledger;
    }

    /** What becomes of a request whose turn has come, or that is to be decided about anew. */
    List<Fact> resume(Waiting entry, Gate gate, Instant now) {
        FailedRequest waited = stored(entry);
        if (waited == null || !(waited.admission() instanceof InferenceRequest request)) {
            return Closing.waited(lost(entry, now), entry.attempt(), ledger);
        }
        return deciding.about(waited, request, entry.attempt(), gate, now);
    }

    /** The end of a request that waited until its deadline. */
    List<Fact> overdue(Waiting entry, Instant now) {
        Fact.Ended ended = stored(entry) instanceof FailedRequest(InferenceRequest request, InferenceResult otherwise)
                ? Endings.overdue(request, otherwise, entry.reason().why(), now)
                : lost(entry, now);
        return Closing.waited(ended, entry.attempt(), ledger);
    }

    /** The end of a request that a cancel came for; nothing when the cancel meant an earlier one of the same name. */
    List<Fact> cancelled(Waiting entry, Instant now) {
        if (!(stored(entry) instanceof FailedRequest(InferenceRequest request, InferenceResult otherwise))) {
            return Closing.waited(lost(entry, now), entry.attempt(), ledger);
        }
        return memory.cancels(now).mean(request)
                ? Closing.waited(Endings.cancelled(request, otherwise.attempts(), now), entry.attempt(), ledger)
                : List.of();
    }

    private @Nullable FailedRequest stored(Waiting entry) {
        return switch (room.request(entry.key())) {
            case Decoded.Readable<FailedRequest>(FailedRequest request) -> request;
            case Decoded.Unreadable<FailedRequest> _ -> null;
        };
    }

    private Fact.Ended lost(Waiting entry, Instant now) {
        return Closing.lost(room.remainder(entry, room.heading(entry.key())), now);
    }
}
