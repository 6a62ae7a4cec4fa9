package io.headgate.schemas.id;

/** A stable name of a route, in the place where OpenAI's API has a model name. */
public record Alias(String value) implements Comparable<Alias> {
    public Alias {
        Identifiers.check("Alias", value, 128);
    }

    @Override
    public int compareTo(Alias other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
