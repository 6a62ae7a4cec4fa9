package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contracts that a catalogue may have. */
class ResponseSchemaTest {
    @Test
    void sameResponseSchemaVersionWithAnotherSchema_isRefused() {
        String route =
                "  %s: {candidates: [{model: m1}], response_schema: {name: s, version: 1, schema: {type: %s}}}\n";
        assertThat(CatalogTexts.problems(
                        CatalogTexts.MINIMAL + route.formatted("a", "object") + route.formatted("b", "array")))
                .singleElement()
                .asString()
                .contains("routes.b.response_schema", "another schema");
        assertThat(CatalogTexts.valid(
                        CatalogTexts.MINIMAL + route.formatted("a", "object") + route.formatted("b", "object")))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: strng} | is no JSON Schema",
                "{$ref: 'https://example.com/s.json'} | #/$ref: seen a reference to another document",
                "{$schema: 'http://json-schema.org/draft-07/schema#'} | allowed https://json-schema.org/draft/2020-12/schema",
                "{pattern: '(?=a)b'} | #/pattern: seen",
                "{pattern: '(a)\\1'} | allowed RE2 syntax",
                "{patternProperties: {'(?<!a)b': {}}} | #/patternProperties: seen",
                "{$ref: '#'} | refers to itself without end",
            })
    void responseSchemaThatCannotBeKeptWithinBounds_isRefused(String schema, String why) {
        String route = "  a: {candidates: [{model: m1}], response_schema: {name: s, version: 1, schema: %s}}\n"
                .formatted(schema);
        assertThat(CatalogTexts.problems(CatalogTexts.MINIMAL + route))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains("routes.a.response_schema.schema"))
                .anySatisfy(problem -> assertThat(problem).contains(why));
    }
}
