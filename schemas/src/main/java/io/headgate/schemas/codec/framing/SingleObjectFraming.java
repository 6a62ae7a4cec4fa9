package io.headgate.schemas.codec.framing;

import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Avro's single-object encoding: {@code C3 01}, then the schema's CRC-64-AVRO fingerprint, little-endian. Needs no
 * registry: every schema ever released is bundled.
 */
public final class SingleObjectFraming implements Framing {
    private static final byte FIRST = (byte) 0xC3;
    private static final byte SECOND = 0x01;
    private static final int LENGTH = 2 + Long.BYTES;

    private final SchemaHistory history;

    public SingleObjectFraming(SchemaHistory history) {
        this.history = history;
    }

    @Override
    public byte[] headOf(Schema writer) {
        return ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(FIRST)
                .put(SECOND)
                .putLong(SchemaNormalization.parsingFingerprint64(writer))
                .array();
    }

    @Override
    public boolean begins(byte[] value) {
        return value.length >= 2 && value[0] == FIRST && value[1] == SECOND;
    }

    @Override
    public Head read(byte[] value) {
        if (value.length < LENGTH) {
            return new Head.Unreadable(new Failure(
                    FailureCode.INVALID_AVRO,
                    "the value ends within the fingerprint of its schema",
                    value.length + " bytes",
                    "at least " + LENGTH));
        }
        long fingerprint = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        return history.find(fingerprint)
                .<Head>map(writer -> new Head.Known(writer, LENGTH))
                .orElseGet(() -> new Head.Unreadable(new Failure(
                        FailureCode.UNKNOWN_SCHEMA,
                        "no bundled schema has the value's fingerprint",
                        "%016x".formatted(fingerprint),
                        "a fingerprint of a schema that Headgate released")));
    }
}
