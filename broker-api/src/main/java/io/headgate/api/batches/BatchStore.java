package io.headgate.api.batches;

import io.headgate.api.access.audit.Act;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The batches of all tenants; of another tenant's batch it knows nothing. Thread-safe. Every method blocks, and throws
 * {@link BatchesUnavailableException} when the store does not answer.
 */
public interface BatchStore {
    /** False when there is one of that id: then nothing is changed. */
    boolean create(Batch batch);

    /** The same, written down as the act of administration that it is: neither is there without the other. */
    boolean create(Batch batch, Act act);

    Optional<Batch> find(TenantId tenant, BatchId id);

    /**
     * The newest first.
     *
     * @param after the last of the page before; null for the first page
     */
    List<Batch> list(TenantId tenant, @Nullable BatchId after, int limit);

    /** Asks an uploaded batch that is being checked or in progress to end; false when it is at no such point. */
    boolean cancel(TenantId tenant, BatchId id, Instant now);

    /** The lines of an ended batch that were not answered: failed, expired or cancelled; in order, those after one. */
    List<Integer> undone(TenantId tenant, BatchId id, int after, int limit);

    /** What its attempts have cost so far, as the books have it. */
    List<Spend> spend(TenantId tenant, BatchId id);
}
