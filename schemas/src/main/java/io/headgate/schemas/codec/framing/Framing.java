package io.headgate.schemas.codec.framing;

import io.headgate.schemas.message.Failure;
import org.apache.avro.Schema;

/** How a value says which schema its Avro bytes were written with. Thread-safe. */
public interface Framing {
    /** The bytes in front of every value written with {@code writer}. The same for the same schema, always. */
    byte[] headOf(Schema writer);

    /** Whether the value begins as this framing begins. */
    boolean begins(byte[] value);

    /** The schema of a value that {@link #begins} as this framing does. */
    Head read(byte[] value);

    /** What stands in front of the Avro bytes. */
    sealed interface Head {
        /**
         * A schema that is known.
         *
         * @param length of the head, in bytes
         */
        record Known(Schema writer, int length) implements Head {}

        /** Too short, or a schema that nobody knows. */
        record Unreadable(Failure failure) implements Head {}
    }
}
