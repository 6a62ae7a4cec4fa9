package io.headgate.deploy.acceptance.checker.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Decodes values by the schema that they name, in either framing. Belongs to one thread. */
final class Values {
    /** More than any record that a topic takes: a length beyond it is a lie, and would be allocated. */
    private static final String LONGEST = String.valueOf(16 * 1024 * 1024);

    static {
        for (String limit : new String[] {"bytes.maxLength", "string.maxLength", "collectionItems.maxLength"}) {
            String property = "org.apache.avro.limits." + limit;
            if (System.getProperty(property) == null) {
                System.setProperty(property, LONGEST);
            }
        }
    }

    private final Schemas schemas;
    private final Map<Schema, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;

    Values(Schemas schemas) {
        this.schemas = schemas;
    }

    /** Whether it begins as Avro does here, and JSON never. */
    static boolean looksLikeAvro(byte[] value) {
        return value.length >= 2 && (value[0] == 0 || (value[0] == (byte) 0xC3 && value[1] == 1));
    }

    /** The value's fields; empty when it cannot be read. */
    Optional<Fields> read(byte @Nullable [] value) {
        if (value == null || value.length < 5) {
            return Optional.empty();
        }
        if (value[0] == 0) {
            return schemas.byId(ByteBuffer.wrap(value).getInt(1)).flatMap(schema -> read(value, 5, schema));
        }
        if (value.length < 10 || !looksLikeAvro(value)) {
            return Optional.empty();
        }
        long fingerprint = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        return schemas.byFingerprint(fingerprint).flatMap(schema -> read(value, 10, schema));
    }

    private Optional<Fields> read(byte[] value, int from, Schema schema) {
        GenericDatumReader<GenericRecord> reader =
                readers.computeIfAbsent(schema, writer -> new GenericDatumReader<>(writer));
        BinaryDecoder over = DecoderFactory.get().binaryDecoder(value, from, value.length - from, decoder);
        decoder = over;
        try {
            GenericRecord record = reader.read(null, over);
            return over.isEnd() ? Optional.of(new Fields(record)) : Optional.empty();
        } catch (IOException | AvroRuntimeException | UnsupportedOperationException notThis) {
            return Optional.empty();
        }
    }
}
