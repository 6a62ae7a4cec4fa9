package io.headgate.schemas.id;

/** What a client calls its request; unique within a tenant. 1 to 256 visible characters. */
public record RequestId(String value) implements Comparable<RequestId> {
    public RequestId {
        Identifiers.check("RequestId", value, 256);
    }

    @Override
    public int compareTo(RequestId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
