package io.headgate.schemas.id;

/** One try at one provider: {@code <request id>/<number>} within a tenant. */
public record AttemptId(String value) implements Comparable<AttemptId> {
    public AttemptId {
        Identifiers.check("AttemptId", value, 512);
    }

    @Override
    public int compareTo(AttemptId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
