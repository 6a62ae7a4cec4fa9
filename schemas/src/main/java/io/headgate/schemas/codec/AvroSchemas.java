package io.headgate.schemas.codec;

import io.headgate.schemas.codec.framing.PortableSchema;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The Avro schema of every value that a topic can hold. */
public final class AvroSchemas {
    private AvroSchemas() {}

    /** Schemas by the name of their record, in the order of names. */
    public static Map<String, Schema> byName() {
        Map<String, Schema> schemas = new TreeMap<>();
        AvroCodecs.schemas().forEach(schema -> schemas.put(schema.getName(), schema));
        return Collections.unmodifiableMap(schemas);
    }

    /** Schemas as JSON text, without what our own code generator notes in them. */
    public static Map<String, String> jsonByName() {
        Map<String, String> texts = new TreeMap<>();
        byName().forEach((name, schema) -> texts.put(name, PortableSchema.text(schema)));
        return Collections.unmodifiableMap(texts);
    }
}
