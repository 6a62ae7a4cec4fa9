package io.headgate.schemas.codec.mapping;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A kind of message in its two forms.
 *
 * @param <T> the domain's record
 * @param <A> the generated Avro type
 */
public interface Mapping<T, A extends SpecificRecordBase> {
    /** The schema that values are written with, and read into. */
    Schema schema();

    A toAvro(T message);

    /** @throws RuntimeException when a field holds what the domain does not allow */
    T toDomain(A record);
}
