package io.headgate.schemas.id;

/** A provider in the catalogue; part of its dispatch topic's name. */
public record ProviderName(String value) implements Comparable<ProviderName> {
    public ProviderName {
        Identifiers.check("ProviderName", value, 64);
        Identifiers.checkTopicSafe("ProviderName", value);
    }

    @Override
    public int compareTo(ProviderName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
