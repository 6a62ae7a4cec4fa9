package io.headgate.router.edge;

import io.headgate.router.admit.Admit;
import io.headgate.router.admit.Closing;
import io.headgate.router.admit.Endings;
import io.headgate.router.admit.Entrance;
import io.headgate.router.admit.Fact;
import io.headgate.router.admit.Remainder;
import io.headgate.router.waiting.Gate;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.telemetry.DefectPlace;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.schemas.tenant.TenantCatalogs;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about the requests of one task, and survives a defect in deciding: the request ends with a typed failure, and
 * stops no partition. What is wrong with Kafka is none of it, and is thrown on. Changes nothing.
 */
final class Deciding {
    private static final Logger log = LoggerFactory.getLogger(Deciding.class);

    private final Admit admit;
    private final TenantCatalogs catalogs;
    private final TaskMemory memory;
    private final LedgerStore ledger;

    Deciding(Admit admit, TenantCatalogs catalogs, TaskMemory memory, LedgerStore ledger) {
        this.admit = admit;
        this.catalogs = catalogs;
        this.memory = memory;
        this.ledger = ledger;
    }

    /** What becomes of an admission. */
    List<Fact> about(Admission admission, Gate gate, Instant now) {
        return surviving(() -> admit(admission, gate, now), defect -> {
            log(admission.key(), "admission failed", defect);
            return admit(Remainder.of(admission, Closing.defect(kind(defect))), gate, now);
        });
    }

    private List<Fact> admit(Admission admission, Gate gate, Instant now) {
        Catalogue catalogue = catalogs.of(admission.key().tenant());
        return admit.admit(admission, memory.seen(now), ledger, entrance(gate, now), catalogue, now);
    }

    /** What becomes of a request after an attempt. */
    List<Fact> about(Attempt attempt, Gate gate, Instant now) {
        return surviving(
                () -> admit.afterAttempt(
                        attempt,
                        ledger,
                        entrance(gate, now),
                        catalogs.of(attempt.key().tenant()),
                        now),
                defect -> {
                    log(attempt.key(), "re-routing failed", defect);
                    return undecidable(attempt, kind(defect), now);
                });
    }

    private List<Fact> undecidable(Attempt attempt, String kind, Instant now) {
        return surviving(() -> Closing.undecidable(attempt, kind, ledger, now), inTheBooks -> {
            log(attempt.key(), "an attempt cannot be settled", inTheBooks);
            return Closing.undecidable(attempt, kind, now);
        });
    }

    /** What becomes of a request that waited. */
    List<Fact> about(FailedRequest waited, InferenceRequest request, int number, Gate gate, Instant now) {
        return surviving(
                () -> admit.resume(
                        waited,
                        request,
                        number,
                        ledger,
                        entrance(gate, now),
                        catalogs.of(request.key().tenant()),
                        now),
                defect -> {
                    log(request.key(), "routing a request that waited failed", defect);
                    Fact.Ended ended = Endings.undecidable(request, waited.result(), kind(defect), now);
                    return Closing.waited(ended, number, ledger);
                });
    }

    /** What an attempt that cannot be read leaves in the books. */
    List<Fact> unreadable(RequestKey request) {
        return surviving(() -> Closing.unreadable(request, ledger), inTheBooks -> {
            log(request, "an attempt cannot be settled", inTheBooks);
            return List.of();
        });
    }

    /** What a call that a crash cut off leaves in the books. */
    List<Fact> orphaned(Intent orphan, Instant now) {
        Catalogue catalogue = catalogs.of(orphan.key().tenant());
        return surviving(() -> Closing.orphaned(orphan, ledger, catalogue, now), inTheBooks -> {
            log(orphan.key(), "an orphaned call cannot be charged", inTheBooks);
            return List.of();
        });
    }

    private Entrance entrance(Gate gate, Instant now) {
        return new Entrance(memory.cancels(now), gate);
    }

    private static List<Fact> surviving(
            Supplier<List<Fact>> decision, Function<RuntimeException, List<Fact>> otherwise) {
        try {
            return decision.get();
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException defect) {
            return otherwise.apply(defect);
        }
    }

    private static String kind(RuntimeException defect) {
        return defect.getClass().getSimpleName();
    }

    private static void log(RequestKey key, String what, RuntimeException defect) {
        log.atError()
                .addKeyValue(LogKeys.REQUEST_ID, key.request())
                .addKeyValue(LogKeys.TENANT, key.tenant())
                .log("{}: {}", what, DefectPlace.of(defect));
    }
}
