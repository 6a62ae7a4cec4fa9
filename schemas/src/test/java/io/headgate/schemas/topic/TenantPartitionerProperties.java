package io.headgate.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.TenantId;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

class TenantPartitionerProperties {
    @Property
    void partitionIsKafkasOwn(
            @ForAll @AlphaChars @NumericChars @Chars({'.', '_', '-'}) @StringLength(min = 1, max = 128) String tenant,
            @ForAll @IntRange(min = 1, max = 1000) int partitions) {
        int partition = TenantPartitioner.partition(new TenantId(tenant), partitions);

        assertThat(partition).isBetween(0, partitions - 1);
        assertThat(partition)
                .isEqualTo(BuiltInPartitioner.partitionForKey(tenant.getBytes(StandardCharsets.UTF_8), partitions));
    }
}
