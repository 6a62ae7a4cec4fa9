package io.headgate.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldDocsTest {
    private final Set<String> seen = new HashSet<>();

    static List<Schema> values() {
        return List.copyOf(AvroSchemas.byName().values());
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyFieldSaysWhatItIs_andInstantsAndDurationsTheirUnit(Schema schema) {
        check(schema);
    }

    private void check(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
                    schema.getFields().forEach(field -> check(schema, field));
                }
            }
            case ENUM ->
                assertThat(schema.getEnumDefault()).as(schema.getFullName()).isNotNull();
            case UNION -> schema.getTypes().forEach(this::check);
            case ARRAY -> check(schema.getElementType());
            case MAP -> check(schema.getValueType());
            default -> {}
        }
    }

    private void check(Schema record, Schema.Field field) {
        String name = record.getName() + "." + field.name();
        assertThat(field.doc()).as(name).isNotBlank();
        if (field.name().endsWith("Millis") || isInstant(field.schema())) {
            assertThat(field.doc()).as(name).contains("milliseconds");
        }
        check(field.schema());
    }

    private static boolean isInstant(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream().anyMatch(FieldDocsTest::isInstant)
                : schema.getLogicalType() != null
                        && schema.getLogicalType().getName().equals("timestamp-millis");
    }
}
