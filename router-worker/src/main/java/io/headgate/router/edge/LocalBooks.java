package io.headgate.router.edge;

import io.headgate.router.budget.Ledger;
import io.headgate.router.explain.TenantBooks;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.topic.TenantPartitioner;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The books of the tenants whose tasks run in this process, read beside the tasks. Thread-safe. */
final class LocalBooks implements TenantBooks {
    private final KafkaStreams admission;
    private final int partitions;

    /** @param partitions of the topics that are keyed by tenant */
    LocalBooks(KafkaStreams admission, int partitions) {
        this.admission = admission;
        this.partitions = partitions;
    }

    @Override
    public <T> Optional<T> read(TenantId tenant, Function<Ledger, T> reading) {
        int partition = TenantPartitioner.partition(tenant, partitions);
        StoreQueryParameters<ReadOnlyKeyValueStore<String, byte[]>> here = StoreQueryParameters.fromNameAndType(
                        LedgerStore.NAME, QueryableStoreTypes.<String, byte[]>keyValueStore())
                .withPartition(partition);
        try {
            return Optional.of(reading.apply(new LedgerView(admission.store(here))));
        } catch (InvalidStateStoreException elsewhere) {
            return Optional.empty();
        }
    }
}
