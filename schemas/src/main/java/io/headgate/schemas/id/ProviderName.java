package io.headgate.schemas.id;

/** A provider in the catalogue; part of its dispatch topic's name. */
public record ProviderName(String value) implements Comparable<ProviderName> {
    public static final int MAX_LENGTH = 64;

    public ProviderName {
        Identifiers.check("ProviderName", value, MAX_LENGTH);
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
