package io.headgate.schemas.id;

/** A model in the catalogue: our name for one pinned model of one provider. */
public record ModelName(String value) implements Comparable<ModelName> {
    public ModelName {
        Identifiers.check("ModelName", value, 128);
    }

    @Override
    public int compareTo(ModelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
