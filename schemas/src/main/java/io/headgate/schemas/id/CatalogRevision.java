package io.headgate.schemas.id;

/** The number of a published catalogue: 1 for the first, each later one greater by one. 0 is "none yet". */
public record CatalogRevision(long number) implements Comparable<CatalogRevision> {
    public static final CatalogRevision NONE = new CatalogRevision(0);

    public CatalogRevision {
        if (number < 0) {
            throw new IllegalArgumentException("catalogue revision: seen %d, allowed 0 or more".formatted(number));
        }
    }

    public CatalogRevision next() {
        return new CatalogRevision(number + 1);
    }

    @Override
    public int compareTo(CatalogRevision other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
