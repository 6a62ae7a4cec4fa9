package io.headgate.schemas.id;

/**
 * What a batch of requests is called; unique within a tenant. 1 to 128 visible characters. Of a batch that is published to
 * a topic the client chooses it; of one that is uploaded it is {@code batch_…}.
 */
public record BatchId(String value) implements Comparable<BatchId> {
    public BatchId {
        Identifiers.check("BatchId", value, 128);
    }

    @Override
    public int compareTo(BatchId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
