package io.headgate.schemas.topic;

import io.headgate.schemas.id.TenantId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Where a tenant's records are: murmur2 of its name in UTF-8, without the sign, modulo the partition count. It is what
 * Kafka's Java producer does with a key by itself; producers in other languages often do otherwise, and must be told
 * ({@code partitioner=murmur2_random} in librdkafka) when they write a topic keyed by tenant.
 */
public final class TenantPartitioner {
    private TenantPartitioner() {}

    /** The partition of {@code tenant} among {@code partitions}: 0 to {@code partitions - 1}. */
    public static int partition(TenantId tenant, int partitions) {
        byte[] key = tenant.value().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
