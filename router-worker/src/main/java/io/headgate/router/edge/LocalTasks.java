package io.headgate.router.edge;

import io.headgate.router.budget.Ledger;
import io.headgate.router.explain.TenantTask;
import io.headgate.router.waiting.Crowds;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.topic.TenantPartitioner;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The tasks that run in this process: their books are read beside them, their rooms tell of themselves. Thread-safe. */
final class LocalTasks implements TenantTask {
    private final KafkaStreams admission;
    private final Crowds crowds;
    private final int partitions;

    /** @param partitions of the topics that are keyed by tenant */
    LocalTasks(KafkaStreams admission, Crowds crowds, int partitions) {
        this.admission = admission;
        this.crowds = crowds;
        this.partitions = partitions;
    }

    @Override
    public Optional<Map<ProviderName, Crowds.Crowd>> crowds(TenantId tenant) {
        return crowds.of(TenantPartitioner.partition(tenant, partitions));
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
