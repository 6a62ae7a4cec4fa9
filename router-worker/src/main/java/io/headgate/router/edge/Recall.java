package io.headgate.router.edge;

import io.headgate.router.admit.Admit;
import io.headgate.router.admit.Endings;
import io.headgate.router.admit.Entrance;
import io.headgate.router.admit.Fact;
import io.headgate.router.waiting.Gate;
import io.headgate.router.waiting.Waiting;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.schemas.tenant.TenantCatalogs;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads requests that wait from their store and decides what becomes of them; changes nothing. */
final class Recall {
    private static final Logger log = LoggerFactory.getLogger(Recall.class);

    private final Admit admit;
    private final TenantCatalogs catalogs;
    private final StoredRoom room;
    private final TaskMemory memory;
    private final LedgerStore ledger;

    Recall(Admit admit, TenantCatalogs catalogs, StoredRoom room, TaskMemory memory, LedgerStore ledger) {
        this.admit = admit;
        this.catalogs = catalogs;
        this.room = room;
        this.memory = memory;
        this.ledger = ledger;
    }

    /** What becomes of a request whose turn has come, or that is to be decided about anew. */
    List<Fact> resume(Waiting entry, Gate gate, Instant now) {
        FailedRequest waited = stored(entry);
        if (waited == null || !(waited.admission() instanceof InferenceRequest request)) {
            return Admit.close(lost(entry, now), entry.attempt(), ledger);
        }
        Entrance entrance = new Entrance(memory.cancels(now), gate);
        try {
            return admit.resume(
                    waited,
                    request,
                    entry.attempt(),
                    ledger,
                    entrance,
                    catalogs.of(request.key().tenant()),
                    now);
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

    /** The end of a request that waited until its deadline. */
    List<Fact> overdue(Waiting entry, Instant now) {
        Fact.Ended ended = stored(entry) instanceof FailedRequest(InferenceRequest request, InferenceResult otherwise)
                ? Endings.overdue(request, otherwise, entry.reason().why(), now)
                : lost(entry, now);
        return Admit.close(ended, entry.attempt(), ledger);
    }

    /** The end of a request that a cancel came for; nothing when the cancel meant an earlier one of the same name. */
    List<Fact> cancelled(Waiting entry, Instant now) {
        if (!(stored(entry) instanceof FailedRequest(InferenceRequest request, InferenceResult otherwise))) {
            return Admit.close(lost(entry, now), entry.attempt(), ledger);
        }
        return memory.cancels(now).mean(request)
                ? Admit.close(Endings.cancelled(request, otherwise.attempts(), now), entry.attempt(), ledger)
                : List.of();
    }

    private @Nullable FailedRequest stored(Waiting entry) {
        return switch (room.request(entry.key())) {
            case Decoded.Readable<FailedRequest>(FailedRequest request) -> request;
            case Decoded.Unreadable<FailedRequest> _ -> null;
        };
    }

    private Fact.Ended lost(Waiting entry, Instant now) {
        return Admit.lost(room.remainder(entry, room.heading(entry.key())), now);
    }
}
