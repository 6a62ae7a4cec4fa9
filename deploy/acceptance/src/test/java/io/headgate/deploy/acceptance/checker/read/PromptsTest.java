package io.headgate.deploy.acceptance.checker.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.deploy.acceptance.checker.Installation.Canaries;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts and planted secrets in logs. */
class PromptsTest {
    private static final String BODY =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Tell me \\\"why\\\" the moon is made of cheese\"}]}";
    private final Scan scan =
            new Scan(new Canaries(Map.of("acme", "canary-of-acme-1"), List.of("sk-secret-of-providers")));
    private final Prompts prompts = new Prompts(true);

    @TempDir
    Path directory;

    @Test
    void aPromptInALogIsFoundUnderItsRequest() throws IOException {
        prompts.add(BODY, new Key("acme", "r-1"));
        LogFiles logs = read("{\"message\":\"calling with Tell me \\\"why\\\" the moon is made of cheese\"}");
        assertThat(logs.offences()).singleElement().asString().contains("worker.log", "the prompt of acme/r-1");
    }

    @Test
    void aLogWithoutAnyHasNone() throws IOException {
        prompts.add(BODY, new Key("acme", "r-1"));
        LogFiles logs = read("{\"message\":\"called\",\"request_id\":\"r-1\"}");
        assertThat(logs.offences()).isEmpty();
        assertThat(scan.secrets()).isEmpty();
        assertThat(logs.bytes()).isPositive();
    }

    @Test
    void whatWasPlantedIsFound_acrossAPieceOfAFileToo() throws IOException {
        read("x".repeat((1 << 20) - 5) + "sk-secret-of-providers");
        assertThat(scan.secrets()).singleElement().asString().contains("worker.log: a planted secret");
    }

    @Test
    void aShortPromptTellsNothing() {
        assertThat(Prompts.telling("{\"messages\":[{\"content\":\"Number 17\"}]}"))
                .isEmpty();
        assertThat(Prompts.telling("no json")).isEmpty();
        assertThat(Prompts.telling(BODY)).hasValue("the moon is made of cheese");
    }

    private LogFiles read(String log) throws IOException {
        Files.writeString(directory.resolve("worker.log"), log);
        LogFiles logs = new LogFiles(scan, prompts.needles());
        logs.read(List.of(directory));
        return logs;
    }
}
