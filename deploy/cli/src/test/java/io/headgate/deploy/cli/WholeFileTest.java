package io.headgate.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path directory;

    @Test
    void fileIsReplaced_whenEverythingWasWritten() throws Exception {
        Path file = Files.writeString(directory.resolve("spend.csv"), "old");

        long rows = WholeFile.write(file, out -> {
            out.write("ä,1\r\n");
            return 1;
        });

        assertThat(rows).isOne();
        assertThat(file).hasContent("ä,1\r\n");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void fileIsAsItWas_whenWritingFails() throws Exception {
        Path file = Files.writeString(directory.resolve("spend.csv"), "old");

        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write("half");
                    throw new IOException("away");
                }))
                .hasMessage("away");
        assertThat(file).hasContent("old");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void refused_whenThereIsNoSuchDirectory_orTheNameIsOne() {
        Path nowhere = directory.resolve("nowhere").resolve("spend.csv");

        assertThatThrownBy(() -> WholeFile.write(nowhere, _ -> 0))
                .isInstanceOf(OptionError.class)
                .hasMessage("--out: seen %s, allowed a file in a directory that is there", nowhere);
        assertThatThrownBy(() -> WholeFile.write(directory, _ -> 0)).isInstanceOf(OptionError.class);
    }
}
