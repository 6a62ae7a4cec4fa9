package io.headgate.schemas.id;

/** The tenant's own user on whose behalf a request is made. */
public record UserId(String value) implements Comparable<UserId> {
    public UserId {
        Identifiers.check("UserId", value, 256);
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
