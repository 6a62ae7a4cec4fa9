package io.headgate.schemas.id;

/** One dated price of a model in the catalogue; on every row of the books it rated. */
public record PriceId(String value) implements Comparable<PriceId> {
    public PriceId {
        Identifiers.check("PriceId", value, 256);
    }

    @Override
    public int compareTo(PriceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
