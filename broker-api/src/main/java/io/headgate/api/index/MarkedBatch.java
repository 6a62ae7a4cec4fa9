package io.headgate.api.index;

import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.BatchMark;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A batch that requests say they are part of.
 *
 * @param size 0 when none of them says it; the first word counts
 * @param since when the first of them was accepted
 */
record MarkedBatch(TenantId tenant, BatchId id, int size, Instant since) {
    /** The batches of some admissions, each once, in the order in which rows are locked by everybody. */
    static Collection<MarkedBatch> of(Collection<Admission> admissions) {
        Map<String, MarkedBatch> batches = new TreeMap<>();
        for (Admission admission : admissions) {
            BatchMark mark = mark(admission);
            if (mark != null) {
                MarkedBatch one = new MarkedBatch(
                        admission.key().tenant(), mark.id(), mark.size() == null ? 0 : mark.size(), since(admission));
                // A line break is in no identifier.
                batches.merge(one.tenant + "\n" + one.id, one, MarkedBatch::and);
            }
        }
        return batches.values();
    }

    static @Nullable BatchId id(@Nullable BatchMark mark) {
        return mark == null ? null : mark.id();
    }

    private MarkedBatch and(MarkedBatch other) {
        return new MarkedBatch(
                tenant, id, size == 0 ? other.size : size, since.isBefore(other.since) ? since : other.since);
    }

    private static @Nullable BatchMark mark(Admission admission) {
        return switch (admission) {
            case InferenceRequest request -> request.context().batch();
            case InvalidRequest invalid -> invalid.batch();
        };
    }

    private static Instant since(Admission admission) {
        return switch (admission) {
            case InferenceRequest request -> request.acceptedAt();
            case InvalidRequest invalid -> invalid.acceptedAt();
        };
    }
}
