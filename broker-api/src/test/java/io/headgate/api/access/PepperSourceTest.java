package io.headgate.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PepperSourceTest {
    private static final String GOOD = "9f86d081884c7d659a2feaa0c55ad015";

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void itIsFoundInAVariable_inAFile_andInAFileThatAVariableNames() throws Exception {
        Path file = Files.writeString(directory.resolve("pepper"), GOOD + "\n");
        ApiKey key = ApiKey.make(new SecureRandom());
        byte[] mac = new Pepper(GOOD).mac(key);

        assertThat(PepperSource.read("env:P", Map.of("P", GOOD)).mac(key)).isEqualTo(mac);
        assertThat(PepperSource.read("file:" + file, Map.of()).mac(key)).isEqualTo(mac);
        assertThat(PepperSource.read("env:P", Map.of("P", "file:" + file)).mac(key))
                .isEqualTo(mac);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "00000000000000000000000000000000",
                "abababababababababababababababababab",
                "changeme-changeme-0123456789abcdef",
                "this-is-an-example-pepper-0123456789"
            })
    void oneThatNobodyShouldTrustIsRefused_andNotShown(String weak) {
        assertThatThrownBy(() -> PepperSource.read("env:P", Map.of("P", weak)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("env:P")
                .satisfies(refused -> assertThat(weak.isEmpty()
                                || !String.valueOf(refused.getMessage()).contains(weak))
                        .isTrue());
    }

    @Test
    void oneThatIsNotThere_orIsGivenItself_isRefused() {
        assertThatThrownBy(() -> PepperSource.read("env:P", Map.of())).hasMessageContaining("openssl rand -hex 32");
        assertThatThrownBy(() -> PepperSource.read("file:" + directory.resolve("none"), Map.of()))
                .hasMessageContaining("NoSuchFileException");
        assertThatThrownBy(() -> PepperSource.read(GOOD, Map.of()))
                .hasMessageContaining("env:NAME")
                .hasMessageNotContaining(GOOD);
    }
}
