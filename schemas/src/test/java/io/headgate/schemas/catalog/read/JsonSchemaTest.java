package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What an editor tells with the JSON Schema agrees with what the reader says, as far as JSON Schema goes. */
class JsonSchemaTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(CatalogSchema.json());

    @Test
    void example_keepsIt() {
        assertThat(errors(CatalogTexts.resource("/examples/catalog.yml"))).isEmpty();
        assertThat(errors(CatalogTexts.MINIMAL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "providers:      | provders:",
                "adapter: openai | adapter: opnai",
                "https://one     | https://u:p@one",
                "context_window: 1000 | context_window: many",
                "m-1,            | 'm-1, prices: [{from: 2026-01-01, currency: USD, input: 0.40}],'",
                "m-1,            | 'm-1, capabilities: [flying],'",
                "routes:         | 'defaults: {deadline: 15 minutes}\nroutes:'",
            })
    void mistake_isSeenByBoth(String right, String wrong) {
        String yaml = CatalogTexts.MINIMAL.replace(right, wrong);

        assertThat(errors(yaml)).isNotEmpty();
        assertThat(CatalogTexts.problems(yaml)).isNotEmpty();
    }

    private static List<Error> errors(String yaml) {
        Object plain =
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
        return SCHEMA.validate(new ObjectMapper().valueToTree(plain));
    }
}
