package io.headgate.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.Alias;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<Alias> KNOWN = List.of(new Alias("fast-text"), new Alias("deep-thought"));

    @Test
    void isTheOneWithFewestEdits_whenItIsNear() {
        assertThat(NearestName.of(new Alias("fasttext"), KNOWN)).contains(new Alias("fast-text"));
        assertThat(NearestName.of(new Alias("deep-thougth"), KNOWN)).contains(new Alias("deep-thought"));
    }

    @Test
    void isNone_whenNothingIsNear() {
        assertThat(NearestName.of(new Alias("gpt-4.1"), KNOWN)).isEmpty();
        assertThat(NearestName.of(new Alias("fast-text"), List.of())).isEmpty();
    }
}
