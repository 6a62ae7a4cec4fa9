package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * OpenAI's own clients, with only base URL and key changed. Where one is not to be had the test is skipped, and says why:
 * {@link OfficialClient}.
 */
class OfficialClientsIT {
    private static final Pattern PYTHON_BLOCK = Pattern.compile("```python\\R(.*?)```", Pattern.DOTALL);

    private final World world = World.shared();

    @Test
    void pythonsClientWorks() throws Exception {
        works(OfficialClient.PYTHON, "chat.py", "models", "chat", "streaming", "tools", "tools streamed", "errors");
    }

    @Test
    void nodesClientWorks() throws Exception {
        works(OfficialClient.NODE, "chat.mjs", "models", "chat", "streaming", "tools", "tools streamed", "errors");
    }

    @Test
    void pythonsClientGetsEmbeddings() throws Exception {
        works(OfficialClient.PYTHON, "embeddings.py", "vectors", "floats", "errors");
    }

    @Test
    void nodesClientGetsEmbeddings() throws Exception {
        works(OfficialClient.NODE, "embeddings.mjs", "vectors", "floats", "errors");
    }

    @Test
    void pythonsClientCanSayWhatIsHeadgatesOwn() throws Exception {
        works(OfficialClient.PYTHON, "context.py", "said", "heard");
    }

    /** What people copy is what is tested. */
    @Test
    void theExamplesOfTheReadmeRunAsTheyAre() throws Exception {
        String line = """
                {"custom_id":"one","method":"POST","url":"/v1/chat/completions",\
                "body":{"model":"fast-text","messages":[{"role":"user","content":"Why do rivers meander?"}]}}""";
        List<String> examples = PYTHON_BLOCK
                .matcher(Files.readString(Path.of("../../README.md")))
                .results()
                .map(found -> found.group(1))
                .filter(code -> code.contains("from openai import OpenAI"))
                .toList();
        assertThat(examples).hasSize(2);
        for (String example : examples) {
            ClientProgram ran = OfficialClient.PYTHON.run(
                    Map.of("readme.py", example, "prompts.jsonl", line), "readme.py", world, "acme");

            assertThat(ran.exit()).as(ran.printed()).isZero();
            assertThat(ran.printed()).isNotBlank();
        }
    }

    private void works(OfficialClient client, String script, String... printed) throws Exception {
        ClientProgram ran = client.run(script, world, "acme");

        assertThat(ran.printed().lines()).containsExactly(printed);
        assertThat(ran.exit()).isZero();
    }
}
