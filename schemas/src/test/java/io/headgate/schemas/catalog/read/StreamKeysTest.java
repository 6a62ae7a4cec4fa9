package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Streams;
import io.headgate.schemas.id.ProviderName;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamKeysTest {
    private static Streams read(String keys) {
        String yaml = CatalogTexts.MINIMAL.replaceFirst("adapter: openai", "adapter: openai" + keys);
        return Objects.requireNonNull(CatalogTexts.valid(yaml).providers().get(new ProviderName("one")))
                .streams();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -                       | true  | true
            stream: false           | false | false
            stream: true            | true  | true
            stream_after_cut: false | true  | false
            """, delimiter = '|')
    void keysSayWhatIsAskedFor(String key, boolean first, boolean afterCut) {
        Streams streams = read(key == null ? "" : "\n    " + key);

        assertThat(streams.asked(false)).isEqualTo(first);
        assertThat(streams.asked(true)).isEqualTo(afterCut);
    }

    @Test
    void whatIsNoFlagIsRefused() {
        assertThat(CatalogTexts.problems(
                        CatalogTexts.MINIMAL.replaceFirst("adapter: openai", "adapter: openai\n    stream: sometimes")))
                .singleElement()
                .asString()
                .contains("providers.one.stream", "allowed true or false");
    }
}
