package io.headgate.deploy.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.schemas.process.OptionError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptFileTest {
    @Test
    void aLineIsPublishedAsItIs_underItsOwnId() throws IOException {
        String line = "{\"custom_id\":\"line-1\",  \"body\":{}}";

        PromptLine prompt = read(line).getFirst();

        assertThat(prompt.id()).isEqualTo("line-1");
        assertThat(prompt.ownId()).isTrue();
        assertThat(new String(prompt.value(), StandardCharsets.UTF_8)).isEqualTo(line);
    }

    @Test
    void anEnvelopesIdIsItsOwn_andABareBodyGetsOne() throws IOException {
        List<PromptLine> prompts =
                read("{\"headgate\":{\"id\":\"e-1\"},\"body\":{}}\n\n{\"model\":\"m\"}\n{\"model\":\"m\"}");

        assertThat(prompts).hasSize(3);
        assertThat(prompts.get(0).id()).isEqualTo("e-1");
        assertThat(prompts.get(1).ownId()).isFalse();
        assertThat(prompts.get(1).id()).isNotEqualTo(prompts.get(2).id());
    }

    @Test
    void theLineIsNamed_whenItIsNoJsonObject() {
        assertThatThrownBy(() -> read("{}\n{oops"))
                .isInstanceOf(OptionError.class)
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> read("[1]"))
                .isInstanceOf(OptionError.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("allowed");
    }

    private static List<PromptLine> read(String text) throws IOException {
        return PromptFile.read(new BufferedReader(new StringReader(text)));
    }
}
