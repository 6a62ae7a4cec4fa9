package io.headgate.schemas.id;

/** One address (base URL and region) of a provider; unique within the provider. */
public record EndpointName(String value) implements Comparable<EndpointName> {
    public EndpointName {
        Identifiers.check("EndpointName", value, 64);
    }

    @Override
    public int compareTo(EndpointName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
