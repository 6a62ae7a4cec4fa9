package io.headgate.api.files;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FilenamesTest {
    @Test
    void isTheLastPartOfAPath_whateverTheSystem() {
        assertThat(Filenames.harmless("batch.jsonl")).isEqualTo("batch.jsonl");
        assertThat(Filenames.harmless("../../etc/passwd")).isEqualTo("passwd");
        assertThat(Filenames.harmless("C:\\work\\batch.jsonl")).isEqualTo("batch.jsonl");
        assertThat(Filenames.harmless("Änderung 1.jsonl")).isEqualTo("Änderung 1.jsonl");
    }

    @Test
    void hasNothingThatCannotBeShown() {
        assertThat(Filenames.harmless("a\r\nset-cookie: x")).isEqualTo("a__set-cookie: x");
        assertThat(Filenames.harmless("gnp\u202Elnosj")).isEqualTo("gnp_lnosj");
        assertThat(Filenames.harmless("a\0b\uD800c")).isEqualTo("a_b_c");
    }

    @Test
    void isSomething_whereTheClientsIsNone() {
        assertThat(Filenames.harmless("")).isEqualTo("upload");
        assertThat(Filenames.harmless("..")).isEqualTo("upload");
        assertThat(Filenames.harmless("dir/")).isEqualTo("upload");
    }

    @Property
    void isAlwaysALabelsFilename(@ForAll String given) {
        assertThat(FileLabel.of(Purpose.BATCH, Filenames.harmless(given))).isNotNull();
        assertThat(FileLabel.of(Purpose.BATCH, Filenames.harmless(given.repeat(50))))
                .isNotNull();
    }
}
