package io.headgate.schemas.topic;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One topic, or a family of topics, as it is provisioned and documented.
 *
 * @param name without the prefix; {@code <provider>} or {@code <tenant>} stands for a name
 * @param key what a record's key is
 * @param value the Avro type of a record's value; or "bytes"; or what is JSON alone, whose name ends with {@code Json}
 * @param partitioning whose count it has
 * @param retention null when compacted
 * @param writers modules that write it
 * @param readers modules that read it
 */
public record TopicSpec(
        String name,
        String key,
        String value,
        Partitioning partitioning,
        @Nullable Duration retention,
        List<String> writers,
        List<String> readers,
        String description) {
    /** The {@code value} of a topic whose records hold whatever bytes they hold. */
    public static final String BYTES = "bytes";

    public TopicSpec {
        writers = List.copyOf(writers);
        readers = List.copyOf(readers);
    }

    /** Whether it stands for a topic per provider or per tenant. */
    public boolean family() {
        return name.contains("<");
    }

    /** Whether its records' values are Avro. */
    public boolean avro() {
        return !value.equals(BYTES) && !value.endsWith("Json");
    }

    public boolean compacted() {
        return retention == null;
    }

    /** Whose partition count a topic has. */
    public enum Partitioning {
        /** The count P that all topics keyed by tenant share; fixed for the life of an installation. */
        TENANT,
        /** A count of its own, that may grow. */
        FREE,
        /** One partition. */
        SINGLE
    }
}
