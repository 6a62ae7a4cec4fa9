package io.headgate.deploy.acceptance.defect.plant;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.defect.Defect;
import io.headgate.deploy.acceptance.defect.Kill;
import io.headgate.deploy.acceptance.defect.Probe;
import io.headgate.deploy.acceptance.defect.Weave;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** A worker's transaction in two: a kill between them loses the results. */
public final class OffsetsBeforeResults {
    public static final Defect DEFECT = new Defect(
            "offsets-before-results",
            "a worker commits its offsets, and then writes its results",
            Invariant.I1,
            new Kill.InTheMoment(3, Duration.ofMillis(200)),
            List.of(Weave.at("worker.edge.TransactionWriter", "write", Write.class)));

    private OffsetsBeforeResults() {}

    static final class Write {
        private Write() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.FieldValue("producer") Producer<byte[], byte[]> producer,
                @Advice.Argument(0) List<?> records,
                @Advice.Argument(1) Map<TopicPartition, OffsetAndMetadata> offsets,
                @Advice.Argument(2) ConsumerGroupMetadata group) {
            if (!records.isEmpty()) {
                commit(producer, offsets, group);
            }
        }
    }

    /** The first half; called from woven code. */
    public static void commit(
            Producer<byte[], byte[]> producer,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(offsets, group);
        producer.commitTransaction();
        Probe.moment();
    }
}
