package io.headgate.api.batches;

import io.headgate.api.access.audit.Act;
import io.headgate.api.files.FileStore;
import io.headgate.api.files.Purpose;
import io.headgate.api.files.StoredFile;
import io.headgate.api.submit.RequestIds;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.Nearest;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.tenant.TenantCatalogs;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches in, shows them, and asks for their end. Thread-safe. Every method blocks, and throws
 * {@link BatchesUnavailableException}, or of files {@link io.headgate.api.files.StoreUnavailableException}, when Postgres does
 * not answer.
 */
public final class BatchDesk {
    private final BatchStore store;
    private final FileStore files;
    private final TenantCatalogs catalogs;
    private final InstantSource clock;

    public BatchDesk(BatchStore store, FileStore files, TenantCatalogs catalogs, InstantSource clock) {
        this.store = store;
        this.files = files;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /** A batch, and what it costs so far. */
    public record Shown(
            Batch batch, List<Spend> spent, @Nullable Forecast forecast) {}

    /** What became of an order. */
    public sealed interface Ordered {
        record Taken(Batch batch) implements Ordered {}

        /** @param param the field at fault */
        record Refused(Failure failure, String param) implements Ordered {}
    }

    /** What became of asking a batch to end. */
    public sealed interface Cancelled {
        record Asked(Batch batch) implements Cancelled {}

        /** It cannot be cancelled any more, or never could. */
        record TooLate(Batch batch) implements Cancelled {}

        record Unknown() implements Cancelled {}
    }

    /**
     * Makes a batch of a file that the tenant has.
     *
     * @param by who asks
     * @param parent the batch whose lines it sends again; null when there is none
     */
    public Ordered order(TenantId tenant, BatchOrder order, Orderer by, @Nullable BatchId parent) {
        return order(tenant, newId(), order, by, parent, store::create);
    }

    /**
     * The same of lines of another batch that somebody has sent again, which is written down.
     *
     * @param act made of the new batch
     */
    Ordered again(Batch parent, BatchOrder order, Orderer by, Function<Batch, Act> act) {
        return order(parent.tenant(), newId(), order, by, parent.id(), batch -> store.create(batch, act.apply(batch)));
    }

    private BatchId newId() {
        return new BatchId("batch_" + RequestIds.next(clock.instant()).value().replace("-", ""));
    }

    /** The same under an id that is given: where there is such a batch already it is that one, as it is. */
    Ordered order(TenantId tenant, BatchId id, BatchOrder order, Orderer by, @Nullable BatchId parent) {
        return order(tenant, id, order, by, parent, store::create);
    }

    /** @param creating as {@link BatchStore#create(Batch)} */
    private Ordered order(
            TenantId tenant,
            BatchId id,
            BatchOrder order,
            Orderer by,
            @Nullable BatchId parent,
            Predicate<Batch> creating) {
        Optional<Ordered> refused = elsewhere(tenant, order);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<StoredFile> file = files.find(tenant, order.input());
        if (file.isEmpty() || file.get().purpose() != Purpose.BATCH) {
            return new Ordered.Refused(
                    new Failure(
                            FailureCode.INVALID_FIELD,
                            "The tenant has no such file for a batch.",
                            file.map(found -> "a file of purpose "
                                            + found.purpose().wireName())
                                    .orElse(order.input().value()),
                            "the id of a file of purpose batch"),
                    "input_file_id");
        }
        // Whole seconds: as its times are shown, and as a deadline is compared.
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Batch batch = new Batch(
                tenant,
                id,
                BatchStatus.VALIDATING,
                new Upload(order.input(), order.endpoint(), null, null, order.keepOutput(), parent),
                order.metadata(),
                by.name(),
                by.project(),
                Counts.NONE,
                Times.created(now, now.plus(BatchOrder.WINDOW_LENGTH)),
                Tokens.NONE,
                List.of(),
                0,
                false);
        return new Ordered.Taken(
                creating.test(batch) ? batch : store.find(tenant, id).orElse(batch));
    }

    /** What is wrong with the alias that undone lines are to be sent to; empty while there is no catalogue to ask. */
    private Optional<Ordered> elsewhere(TenantId tenant, BatchOrder order) {
        Alias alias = ResubmitPolicy.of(order.metadata()).orElse(null);
        if (alias == null || catalogs.missing().isPresent()) {
            return Optional.empty();
        }
        Catalogue catalogue = catalogs.of(tenant);
        List<String> usable = catalogue.routes().keySet().stream()
                .filter(known -> catalogue.mayUse(tenant, known))
                .map(Alias::value)
                .toList();
        return usable.contains(alias.value())
                ? Optional.empty()
                : Optional.of(new Ordered.Refused(
                        new Failure(
                                FailureCode.UNKNOWN_ALIAS,
                                "The tenant cannot use the alias that undone lines are to be sent to.",
                                alias.value(),
                                Nearest.allowed(alias.value(), usable)),
                        "metadata." + ResubmitPolicy.KEY));
    }

    public Optional<Shown> find(TenantId tenant, BatchId id) {
        return store.find(tenant, id).map(batch -> {
            List<Spend> spent = store.spend(tenant, id);
            return new Shown(batch, spent, Forecast.of(batch, spent, clock.instant()));
        });
    }

    /** The newest first; of each only what is stored with it. */
    public List<Batch> list(TenantId tenant, @Nullable BatchId after, int limit) {
        return store.list(tenant, after, limit);
    }

    public Cancelled cancel(TenantId tenant, BatchId id) {
        boolean asked = store.cancel(tenant, id, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return store.find(tenant, id)
                .<Cancelled>map(batch -> asked || batch.status() == BatchStatus.CANCELLING
                        ? new Cancelled.Asked(batch)
                        : new Cancelled.TooLate(batch))
                .orElseGet(Cancelled.Unknown::new);
    }
}
