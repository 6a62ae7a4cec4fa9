package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Unsupported;
import io.headgate.schemas.id.ProviderName;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsupportedKeyTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, STRICT", "strict, STRICT", "drop, DROP"})
    void strictUnlessItSaysOtherwise(String word, Unsupported expected) {
        String yaml = word == null ? CatalogTexts.MINIMAL : saying(word);

        assertThat(Objects.requireNonNull(CatalogTexts.valid(yaml).providers().get(new ProviderName("one")))
                        .unsupported())
                .isEqualTo(expected);
    }

    @Test
    void anotherWordIsRefused() {
        assertThat(CatalogTexts.problems(saying("ignore")))
                .singleElement()
                .asString()
                .contains("providers.one.unsupported", "ignore", "strict", "drop");
    }

    private static String saying(String word) {
        return CatalogTexts.MINIMAL.replaceFirst("adapter: openai", "adapter: openai\n    unsupported: " + word);
    }
}
