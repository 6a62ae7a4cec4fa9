package io.headgate.schemas.codec.registry;

import java.util.Optional;
import org.apache.avro.Schema;

/** Where schemas have numbers that all who read and write a topic share. Thread-safe; answers are cached. */
public interface SchemaRegistry {
    /**
     * The id of a schema under a subject, registered there when it is new.
     *
     * @throws RegistryUnavailableException when the registry cannot be asked
     * @throws SchemaRefusedException when the registry refuses the schema, as one that breaks its readers
     */
    int register(String subject, Schema schema);

    /**
     * The schema under an id; empty when there is none, or none in Avro.
     *
     * @throws RegistryUnavailableException when the registry cannot be asked
     */
    Optional<Schema> byId(int id);
}
