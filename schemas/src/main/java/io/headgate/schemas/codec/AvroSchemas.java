package io.headgate.schemas.codec;

import io.headgate.schemas.avro.Alert;
import io.headgate.schemas.avro.AttemptStats;
import io.headgate.schemas.avro.Cancel;
import io.headgate.schemas.avro.Delta;
import io.headgate.schemas.avro.Intent;
import io.headgate.schemas.avro.TenantSettings;
import io.headgate.schemas.codec.framing.PortableSchema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The Avro schema of every value that a topic can hold. */
public final class AvroSchemas {
    private AvroSchemas() {}

    /** Schemas by the name of their record, in the order of names. */
    public static Map<String, Schema> byName() {
        Map<String, Schema> schemas = new TreeMap<>();
        Stream.of(AvroCodecs.schemas(), designed())
                .flatMap(List::stream)
                .forEach(schema -> schemas.put(schema.getName(), schema));
        return Collections.unmodifiableMap(schemas);
    }

    /** Schemas as JSON text, without what our own code generator notes in them. */
    public static Map<String, String> jsonByName() {
        Map<String, String> texts = new TreeMap<>();
        byName().forEach((name, schema) -> texts.put(name, PortableSchema.text(schema)));
        return Collections.unmodifiableMap(texts);
    }

    /** Designed, and not yet written by anybody: not frozen, since no reader can depend on them. */
    private static List<Schema> designed() {
        return List.of(
                Intent.getClassSchema(),
                Delta.getClassSchema(),
                Cancel.getClassSchema(),
                AttemptStats.getClassSchema(),
                TenantSettings.getClassSchema(),
                Alert.getClassSchema());
    }
}
