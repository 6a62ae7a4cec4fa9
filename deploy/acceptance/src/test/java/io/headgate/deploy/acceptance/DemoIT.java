package io.headgate.deploy.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command. */
class DemoIT {
    @TempDir
    Path directory;

    @Test
    void everyCheckHoldsAndNoPromptIsLogged_whenTheDemoRuns() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Map<String, String> environment = Map.of(
                "HEADGATE_LOG", "json",
                "HEADGATE_LOG_LEVEL", "DEBUG",
                "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        try (HeadgateProcess demo = HeadgateProcess.start(directory, environment, "demo")) {
            assertThat(demo.awaitEnd(240))
                    .as(() -> demo.printed() + demo.logged())
                    .isZero();
            assertThat(demo.printed())
                    .contains("accepted 328 = terminal 328, 0 twice")
                    .contains("✓ prompts with equal answers in all formats that have words for them: 6 of 6")
                    .contains("✓ anthropic: metered 6 calls", "✓ gemini: metered 6 calls", "✓ ollama: metered 6 calls")
                    .contains("✓ openai: metered 6 calls", "✓ replicate: metered 4 calls")
                    .contains("Not sent to replicate: tool-call, json-schema.")
                    .contains("All checks hold.")
                    .doesNotContain("✗");
            List<String> prompts;
            try (var in = DemoIT.class.getResourceAsStream("/demo/prompts.jsonl")) {
                prompts = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> Json.read(line).path("body").path("messages"))
                        .map(messages -> messages.path(messages.size() - 1)
                                .path("content")
                                .asText())
                        .distinct()
                        .toList();
            }
            String logged = demo.logged();
            assertThat(prompts)
                    .hasSizeGreaterThan(50)
                    .allSatisfy(prompt -> assertThat(logged.contains(prompt)).isFalse());
        }
        // The unpacked programs of Postgres stay for the next start; everything else goes.
        try (var left = Files.list(temporary)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .filteredOn(name -> name.startsWith("headgate-"))
                    .allSatisfy(name -> assertThat(name).startsWith("headgate-postgres-"))
                    .isNotEmpty();
        }
    }
}
