package io.headgate.worker.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private final Secrets secrets = new Secrets(Map.of("KEY", "sk-1", "BLANK", " "));

    @Test
    void reads_whenTheVariableIsSet() {
        assertThat(secrets.read(new SecretRef.Env("KEY"))).contains(new ApiKey("sk-1"));
        assertThat(secrets.read(new SecretRef.Env("BLANK"))).isEmpty();
        assertThat(secrets.read(new SecretRef.Env("NONE"))).isEmpty();
    }

    @Test
    void readsAgain_whenTheFileChanges(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("key");
        SecretRef ref = new SecretRef.File(file.toString());
        assertThat(secrets.read(ref)).isEmpty();
        Files.writeString(file, "sk-1\n");
        assertThat(secrets.read(ref)).contains(new ApiKey("sk-1"));

        Files.writeString(file, "sk-2\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(secrets.read(ref)).contains(new ApiKey("sk-2"));
    }

    @Test
    void neverPrinted() {
        assertThat(new ApiKey("sk-1").toString()).doesNotContain("sk-1");
    }
}
