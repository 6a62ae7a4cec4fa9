package io.headgate.schemas.id;

/** What ties a request to its client's own records; travels in record headers and upstream. */
public record CorrelationId(String value) implements Comparable<CorrelationId> {
    public CorrelationId {
        Identifiers.check("CorrelationId", value, 256);
    }

    @Override
    public int compareTo(CorrelationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
