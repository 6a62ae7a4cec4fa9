package io.headgate.metering.finance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queries of a README, so that what people copy is what is tested. */
public enum Readme {
    OF_THE_PROJECT("../README.md"),
    OF_THIS_MODULE("README.md");

    private final Path file;

    Readme(String file) {
        this.file = Path.of(file);
    }

    /** The query behind a sentence: the one that is next after it. */
    public String query(String sentence) throws IOException {
        Matcher found = Pattern.compile(Pattern.quote(sentence) + "[^`]*?\n\n```sql\n(.*?);\n```", Pattern.DOTALL)
                .matcher(Files.readString(file));
        assertThat(found.find()).as("%s: %s", file, sentence).isTrue();
        return found.group(1);
    }
}
