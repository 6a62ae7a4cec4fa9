package io.headgate.schemas.id;

/** Who pays and who owns: a tenant, named in the catalogue and in topic names. 1 to 128 characters of {@code [A-Za-z0-9._-]}. */
public record TenantId(String value) implements Comparable<TenantId> {
    public TenantId {
        Identifiers.check("TenantId", value, 128);
        Identifiers.checkTopicSafe("TenantId", value);
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
