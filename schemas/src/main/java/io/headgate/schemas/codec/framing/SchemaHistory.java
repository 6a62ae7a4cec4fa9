package io.headgate.schemas.codec.framing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/** Every schema that a message was ever written with: the present ones, and those kept in {@code avro-history}. */
public final class SchemaHistory {
    private final Map<Long, Schema> byFingerprint = new HashMap<>();

    /** The history of the messages whose present schemas are given. */
    public SchemaHistory(Collection<Schema> present) {
        for (Schema schema : present) {
            frozen(schema.getName()).forEach(this::add);
        }
        present.forEach(this::add);
    }

    private void add(Schema schema) {
        byFingerprint.put(SchemaNormalization.parsingFingerprint64(schema), schema);
    }

    /** The schema with this CRC-64-AVRO fingerprint. */
    public Optional<Schema> find(long fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    /** The released versions of a message, oldest first: {@code avro-history/<message>/v1.avsc}, {@code v2} … */
    public static List<Schema> frozen(String message) {
        List<Schema> versions = new ArrayList<>();
        for (Schema version = version(message, 1); version != null; version = version(message, versions.size() + 1)) {
            versions.add(version);
        }
        return versions;
    }

    private static @Nullable Schema version(String message, int number) {
        String resource = "/avro-history/%s/v%d.avsc".formatted(message, number);
        try (InputStream text = SchemaHistory.class.getResourceAsStream(resource)) {
            return text == null ? null : new Schema.Parser().parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
