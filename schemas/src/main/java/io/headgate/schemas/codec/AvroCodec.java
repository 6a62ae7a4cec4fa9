package io.headgate.schemas.codec;

import io.headgate.schemas.codec.framing.ArrayDecoder;
import io.headgate.schemas.codec.framing.ArrayEncoder;
import io.headgate.schemas.codec.framing.Framing;
import io.headgate.schemas.codec.framing.Framing.Head;
import io.headgate.schemas.codec.mapping.GeneratedTypes;
import io.headgate.schemas.codec.mapping.Mapping;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** One kind of message in Avro: written under one framing, read under any that is known. */
final class AvroCodec<T, A extends SpecificRecordBase> implements MessageCodec<T> {
    private static final int LARGEST_USUAL = 64 * 1024;

    private final Mapping<T, A> mapping;
    private final Framings framings;
    private final SpecificData model;
    private final DatumWriter<A> writer;
    /** By writer's schema: how its values are read into ours, or why they cannot be. */
    private final ConcurrentMap<Schema, Reading<A>> readings = new ConcurrentHashMap<>();

    private volatile byte @Nullable [] head;
    /** The last one's and a little more; races do no harm. */
    private volatile int usualSize = 1024;

    AvroCodec(Mapping<T, A> mapping, Framings framings) {
        this.mapping = mapping;
        this.framings = framings;
        GeneratedTypes.trust();
        this.model = SpecificData.getForSchema(mapping.schema());
        @SuppressWarnings("unchecked") // the schema is that of A
        DatumWriter<A> created = (DatumWriter<A>) model.createDatumWriter(mapping.schema());
        this.writer = created;
    }

    @Override
    public byte[] encode(T message) {
        ArrayEncoder encoder = new ArrayEncoder(usualSize);
        byte[] head = head();
        encoder.writeFixed(head, 0, head.length);
        try {
            writer.write(mapping.toAvro(message), encoder);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot fail to be written", e);
        }
        byte[] value = encoder.written();
        usualSize = Math.min(value.length + value.length / 8, LARGEST_USUAL);
        return value;
    }

    private byte[] head() {
        byte[] known = head;
        if (known == null) {
            known = framings.written().headOf(mapping.schema());
            head = known;
        }
        return known;
    }

    @Override
    public Decoded<T> decode(byte @Nullable [] value) {
        if (value == null) {
            return unreadable(Failure.of(FailureCode.NULL_RECORD, "the record has no value"));
        }
        if (value.length == 0) {
            return unreadable(Failure.of(FailureCode.EMPTY_RECORD, "the record's value is empty"));
        }
        Framing framing = framings.of(value);
        if (framing == null) {
            return unreadable(unknownFraming(value));
        }
        return switch (framing.read(value)) {
            case Head.Unreadable(Failure failure) -> unreadable(failure);
            case Head.Known(Schema written, int length) -> decode(value, length, written);
        };
    }

    private Decoded<T> decode(byte[] value, int from, Schema written) {
        return switch (readings.computeIfAbsent(written, this::reading)) {
            case Reading.Impossible<A>(Failure failure) -> unreadable(failure);
            case Reading.Possible<A>(DatumReader<A> reader) -> decode(value, from, reader);
        };
    }

    private Decoded<T> decode(byte[] value, int from, DatumReader<A> reader) {
        A record;
        try {
            ArrayDecoder decoder = new ArrayDecoder(value, from);
            record = reader.read(null, decoder);
            if (decoder.remaining() > 0) {
                return unreadable(new Failure(
                        FailureCode.INVALID_AVRO,
                        "there are bytes behind the %s".formatted(name()),
                        decoder.remaining() + " more bytes",
                        "none"));
            }
        } catch (IOException | RuntimeException malformed) {
            return unreadable(Failure.of(
                    FailureCode.INVALID_AVRO, "not the bytes of a %s: %s".formatted(name(), malformed.getMessage())));
        }
        try {
            return new Decoded.Readable<>(mapping.toDomain(record));
        } catch (RuntimeException notAllowed) {
            return unreadable(Failure.of(
                    FailureCode.INVALID_FIELD,
                    "a field of the %s is not allowed: %s".formatted(name(), notAllowed.getMessage())));
        }
    }

    private Reading<A> reading(Schema written) {
        var verdict = SchemaCompatibility.checkReaderWriterCompatibility(mapping.schema(), written);
        if (verdict.getType() != SchemaCompatibilityType.COMPATIBLE) {
            return new Reading.Impossible<>(new Failure(
                    FailureCode.UNKNOWN_SCHEMA,
                    "the value was written with a schema that cannot be read as a %s".formatted(name()),
                    written.getFullName(),
                    mapping.schema().getFullName() + ", in any released version"));
        }
        @SuppressWarnings("unchecked") // the reader's schema is that of A
        DatumReader<A> reader = (DatumReader<A>) model.createDatumReader(written, mapping.schema());
        return new Reading.Possible<>(reader);
    }

    private static Failure unknownFraming(byte[] value) {
        if (value[0] == 0) {
            return new Failure(
                    FailureCode.UNKNOWN_SCHEMA,
                    "the value names a schema in a registry, and no registry is configured",
                    "00 …",
                    "C3 01 …, or a configured registry");
        }
        String seen = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(value, 0, Math.min(2, value.length));
        return new Failure(
                FailureCode.INVALID_AVRO, "the value does not begin as Avro does", seen + " …", "C3 01 … or 00 …");
    }

    private String name() {
        return mapping.schema().getName();
    }

    private static <T> Decoded<T> unreadable(Failure failure) {
        return new Decoded.Unreadable<>(failure);
    }

    /** Whether values written with a schema can be read into ours. */
    private sealed interface Reading<A> {
        record Possible<A>(DatumReader<A> reader) implements Reading<A> {}

        record Impossible<A>(Failure failure) implements Reading<A> {}
    }
}
