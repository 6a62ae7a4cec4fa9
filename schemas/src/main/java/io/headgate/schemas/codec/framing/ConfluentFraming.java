package io.headgate.schemas.codec.framing;

import io.headgate.schemas.codec.registry.SchemaRegistry;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;

/**
 * Confluent's wire format: {@code 00}, then the schema's id in a registry, four bytes big-endian. Schemas are registered
 * under the full name of their record ("record name strategy"): {@code io.headgate.schemas.avro.Dispatch}. So a subject
 * depends on neither an installation's prefix nor a provider's name, and topics that carry one message share it.
 */
public final class ConfluentFraming implements Framing {
    private static final int LENGTH = 1 + Integer.BYTES;

    private final SchemaRegistry registry;

    public ConfluentFraming(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** @throws io.headgate.schemas.codec.registry.RegistryUnavailableException when the registry cannot be asked */
    @Override
    public byte[] headOf(Schema writer) {
        int id = registry.register(writer.getFullName(), writer);
        return ByteBuffer.allocate(LENGTH).put((byte) 0).putInt(id).array();
    }

    @Override
    public boolean begins(byte[] value) {
        return value[0] == 0;
    }

    /** @throws io.headgate.schemas.codec.registry.RegistryUnavailableException when the registry cannot be asked */
    @Override
    public Head read(byte[] value) {
        if (value.length < LENGTH) {
            return new Head.Unreadable(new Failure(
                    FailureCode.INVALID_AVRO,
                    "the value ends within the id of its schema",
                    value.length + " bytes",
                    "at least " + LENGTH));
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        return registry.byId(id)
                .<Head>map(writer -> new Head.Known(writer, LENGTH))
                .orElseGet(() -> new Head.Unreadable(new Failure(
                        FailureCode.UNKNOWN_SCHEMA,
                        "the registry has no Avro schema under the value's id",
                        "id " + id,
                        "the id of an Avro schema in the registry")));
    }
}
