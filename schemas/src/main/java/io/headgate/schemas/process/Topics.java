package io.headgate.schemas.process;

import io.headgate.schemas.catalog.publish.TopicCreator;
import io.headgate.schemas.topic.PartitionCheck;
import io.headgate.schemas.topic.Partitions;
import io.headgate.schemas.topic.TopicProvisioner;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The topics of an installation, as a process makes them or makes sure of them. */
public final class Topics {
    private Topics() {}

    /** Creates what a catalogue needs, and what every installation needs. */
    public static TopicCreator creator(KafkaConnection kafka, Partitions partitions) {
        return catalogue -> {
            try (Admin admin = Admin.create(kafka.clientProperties())) {
                new TopicProvisioner(admin, kafka.topics(), partitions)
                        .provision(
                                catalogue.providers().keySet(),
                                catalogue.tenants().keySet());
            }
        };
    }

    /** Creates the topics that every installation has, whatever its catalogue. */
    public static void create(KafkaConnection kafka, Partitions partitions) {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            new TopicProvisioner(admin, kafka.topics(), partitions).provision(List.of(), List.of());
        }
    }

    /**
     * The partitioning of new topics on a cluster.
     *
     * @param replicationFactor null for 3, or for as many as a smaller cluster has brokers
     */
    public static Partitions partitions(KafkaConnection kafka, int count, @Nullable Short replicationFactor) {
        if (replicationFactor != null) {
            return new Partitions(count, count, replicationFactor);
        }
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            int brokers = admin.describeCluster().nodes().get().size();
            return new Partitions(count, count, (short) Math.clamp(brokers, 1, 3));
        } catch (ExecutionException e) {
            throw new KafkaException("the cluster's brokers could not be listed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("listing the cluster's brokers was interrupted", e);
        }
    }

    /**
     * Makes sure that the topics keyed by tenant are there and agree in their partition counts.
     *
     * @throws StartRefusedException when they do not
     */
    static void check(KafkaConnection kafka) {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            switch (PartitionCheck.of(admin, kafka.topics(), OptionalInt.empty())) {
                case PartitionCheck.Outcome.Agreed _ -> {}
                case PartitionCheck.Outcome.Refused(String reason) -> throw new StartRefusedException(reason);
            }
        }
    }
}
