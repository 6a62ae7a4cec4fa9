package io.headgate.schemas.topic;

/**
 * How many partitions new topics get.
 *
 * @param tenantPartitions P: the count that all topics keyed by tenant share; fixed for the life of an installation
 * @param freePartitions of any other topic; may be raised later with Kafka's own tools
 * @param replicationFactor of all; 1 only where a lost broker may lose requests
 */
public record Partitions(int tenantPartitions, int freePartitions, short replicationFactor) {
    public Partitions {
        if (tenantPartitions < 1 || freePartitions < 1 || replicationFactor < 1) {
            throw new IllegalArgumentException("partitions: seen %d, %d, replication factor %d; allowed 1 or more"
                    .formatted(tenantPartitions, freePartitions, replicationFactor));
        }
    }

    /** Of a cluster: 8 partitions, three replicas. */
    public static Partitions ofCluster() {
        return new Partitions(8, 8, (short) 3);
    }

    /** Of one broker on one machine, whose every commit goes through all of them: 2 partitions, no replicas. */
    public static Partitions ofOneBroker() {
        return new Partitions(2, 2, (short) 1);
    }

    /** The count of a topic. */
    public int of(TopicSpec spec) {
        return switch (spec.partitioning()) {
            case TENANT -> tenantPartitions;
            case FREE -> freePartitions;
            case SINGLE -> 1;
        };
    }
}
