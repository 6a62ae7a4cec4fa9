package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is generated and committed is what the shapes say today. {@code -Dregenerate} writes it anew. */
class CommittedTextsTest {
    private static final String BEGIN = "<!-- keys: generated -->\n";
    private static final String HOW = "to write it anew: mvn -pl schemas test -Dtest=CommittedTextsTest -Dregenerate";

    @Test
    void jsonSchema_isUpToDate() throws IOException {
        assertUpToDate(Path.of("catalog.schema.json"), CatalogSchema.json());
    }

    @Test
    void tableOfKeys_isUpToDate() throws IOException {
        Path file = Path.of("CATALOG.md");
        String text = Files.readString(file);
        int at = text.indexOf(BEGIN);
        assertThat(at).as("place of the table in %s", file).isPositive();
        assertUpToDate(file, text.substring(0, at) + BEGIN + CatalogSchema.table());
    }

    private static void assertUpToDate(Path file, String wanted) throws IOException {
        if (System.getProperty("regenerate") != null) {
            Files.writeString(file, wanted);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("%s; %s", file, HOW)
                .isEqualTo(wanted);
    }
}
