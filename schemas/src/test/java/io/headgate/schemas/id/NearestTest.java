package io.headgate.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> ALIASES = List.of("fast-text", "deep-thought");

    @ParameterizedTest
    @CsvSource({
        "opnai, openai, 1",
        "oepnai, openai, 1",
        "openai, openai, 0",
        "kitten, sitting, 3",
        "'', abc, 3",
        "same, same, 0"
    })
    void distance_countsEdits(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
        assertThat(Nearest.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void nearest_isTheOneWithFewestEdits() {
        assertThat(Nearest.to("fast-txt", List.of("fast", "fast-text", "last-text")))
                .contains("fast-text");
        assertThat(Nearest.to("fats-text", List.of("smart-text", "fast-text", "vision")))
                .contains("fast-text");
        assertThat(Nearest.to("fasttext", ALIASES)).contains("fast-text");
        assertThat(Nearest.to("deep-thougth", ALIASES)).contains("deep-thought");
    }

    @Test
    void nothing_whenNoneIsNear() {
        assertThat(Nearest.to("abc", List.of("uvwxyz", "12345"))).isEmpty();
        assertThat(Nearest.to("gpt-4.1", ALIASES)).isEmpty();
        assertThat(Nearest.to("x", List.of())).isEmpty();
    }

    @Test
    void allowed_listsAFewAndCountsTheRest() {
        List<String> many = IntStream.range(10, 40).mapToObj(i -> "name" + i).toList();
        assertThat(Nearest.allowed("x", List.of("b", "a"))).contains("did you mean 'a'? allowed: a, b");
        assertThat(Nearest.allowed("nothing-like-it", many))
                .endsWith("… (30 in all)")
                .doesNotContain("did you mean");
        assertThat(Nearest.allowed("x", List.of())).isEqualTo("there are none");
    }
}
