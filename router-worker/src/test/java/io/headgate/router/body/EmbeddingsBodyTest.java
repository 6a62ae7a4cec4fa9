package io.headgate.router.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.route.BodyNeeds;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.json.JsonDocument;
import io.headgate.schemas.json.JsonValue;
import io.headgate.schemas.json.jackson.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingsBodyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {"'canals' ; 6 ; 6", "['canals','lock'] ; 10 ; 6", "[1,2,3] ; 3 ; 3", "[[1,2],[3]] ; 3 ; 2"})
    void countsAllTexts_andTheLongest(String input, long all, long longest) {
        BodyNeeds needs = needs("{'model':'m','input':%s}".formatted(input));

        assertThat(needs.capabilities()).isEqualTo(Set.of(Capability.EMBEDDINGS));
        assertThat(needs.inputTokens()).isEqualTo(all);
        assertThat(needs.windowTokens()).isEqualTo(longest);
        assertThat(needs.maxOutputTokens()).isNull();
    }

    private static BodyNeeds needs(String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        JsonDocument.Parsed parsed = (JsonDocument.Parsed) new StrictJson().read(bytes);
        return RequestBody.needsOf((JsonValue.Obj) parsed.root(), String::length);
    }
}
