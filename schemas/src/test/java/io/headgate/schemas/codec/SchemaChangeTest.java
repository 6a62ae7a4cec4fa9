package io.headgate.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.codec.framing.PortableSchema;
import io.headgate.schemas.codec.framing.SchemaHistory;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaChangeTest {
    /** Read by clients, who upgrade when they like: what we write next must be readable to what they run now. */
    private static final Set<String> READ_BY_CLIENTS =
            Set.of("InferenceResult", "Notice", "FailedRequest", "Delta", "Alert");

    static List<Schema> messages() {
        return AvroCodecs.schemas();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void presentSchemaIsALawfulSuccessor_ofEveryReleasedVersion(Schema present) {
        for (Schema released : SchemaHistory.frozen(present.getName())) {
            assertThat(SchemaRules.violations(released, portable(present), READ_BY_CLIENTS.contains(present.getName())))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void presentSchemaIsInTheHistory(Schema present) {
        List<Schema> frozen = SchemaHistory.frozen(present.getName());
        assertThat(!frozen.isEmpty() && frozen.getLast().equals(portable(present)))
                .as(
                        "%s has changed since v%d. If that is meant: give new fields a default, leave old ones alone, add"
                                + " a sample with the new fields, and freeze it as the next version with: %s",
                        present.getName(), frozen.size(), Golden.FREEZE)
                .isTrue();
    }

    /** The checker itself: each of these is a change that would break or silently falsify what was written. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a field without a default | {"name":"id","type":"string"} | {"name":"id","type":"string"},{"name":"x","type":"long"}
            another type              | {"name":"n","type":"long"}    | {"name":"n","type":"string"}
            a narrower type           | {"name":"n","type":"long"}    | {"name":"n","type":"int"}
            a field gone              | {"name":"n","type":"long"}    | {"name":"m","type":"long","default":0}
            a symbol gone             | ["A","B"]                     | ["A"]
            another scale             | "scale":18                    | "scale":12
            another unit              | timestamp-millis              | timestamp-micros
            null not allowed any more | ["null","string"],"default":null | "string"
            another name              | "name":"Thing"                | "name":"Other"
            another item              | {"type":"array","items":"string"} | {"type":"array","items":"bytes2"}
            """)
    void refused_whenTheChangeBreaks(String change, String from, String to) {
        String broken = THING.replace(from, to).replace("bytes2", "long");

        assertThat(broken).as(change).isNotEqualTo(THING);
        assertThat(SchemaRules.violations(schema(THING), schema(broken), false)).isNotEmpty();
    }

    @Test
    void allowed_whenAFieldWithDefaultIsAdded() {
        String grown = THING.replace(
                "{\"name\":\"n\",\"type\":\"long\"}",
                "{\"name\":\"n\",\"type\":\"long\"},{\"name\":\"x\",\"type\":[\"null\",\"long\"],\"default\":null}");

        assertThat(SchemaRules.violations(schema(THING), schema(grown), true)).isEmpty();
    }

    @Test
    void refusedForClients_whenOnlyNewReadersCanRead() {
        String widened = THING.replace("{\"name\":\"n\",\"type\":\"long\"}", "{\"name\":\"n\",\"type\":\"double\"}");

        assertThat(SchemaRules.violations(schema(THING), schema(widened), true)).isNotEmpty();
    }

    private static final String THING = """
            {"type":"record","name":"Thing","fields":[\
            {"name":"id","type":"string"},\
            {"name":"n","type":"long"},\
            {"name":"note","type":["null","string"],"default":null},\
            {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["A","B"],"default":"A"}},\
            {"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":38,"scale":18}},\
            {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},\
            {"name":"items","type":{"type":"array","items":"string"}}]}""";

    private static Schema schema(String text) {
        return new Schema.Parser().parse(text);
    }

    private static Schema portable(Schema schema) {
        return schema(PortableSchema.text(schema));
    }
}
