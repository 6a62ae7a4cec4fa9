package io.headgate.schemas.id;

/** A tier in the catalogue: a named set of limits that tenants share the shape of. */
public record TierName(String value) {
    public TierName {
        Identifiers.check("TierName", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
