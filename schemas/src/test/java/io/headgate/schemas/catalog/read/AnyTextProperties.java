package io.headgate.schemas.catalog.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.shape.Problem;
import io.headgate.schemas.id.CatalogRevision;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is read, the answer is a catalogue or a list of problems, each with a place inside the text. */
class AnyTextProperties {
    private static final String EXAMPLE = CatalogTexts.resource("/examples/catalog.yml");
    private static final List<String> LINES = EXAMPLE.lines().toList();

    @Property(tries = 500)
    void anyText_isAnswered(@ForAll String text) {
        answers(text);
    }

    @Property(tries = 300)
    void yamlLikeText_isAnswered(@ForAll("yamlLike") String text) {
        answers(text);
    }

    @Property(tries = 300)
    void exampleWithOneChange_isAnswered(@ForAll("changed") String text) {
        answers(text);
    }

    @Property(tries = 200)
    void exampleWithoutALine_isAnswered(@ForAll("withoutALine") String text) {
        answers(text);
    }

    @Provide
    Arbitrary<String> yamlLike() {
        return Arbitraries.of(
                        "a",
                        "providers",
                        "models",
                        "routes",
                        ": ",
                        ":",
                        "- ",
                        "\n",
                        "\n  ",
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        "&a ",
                        "*a",
                        "!!int ",
                        "!x ",
                        "'",
                        "\"",
                        "|\n",
                        ">\n",
                        "#",
                        "? ",
                        "---\n",
                        "<<: ",
                        "1",
                        "0.5",
                        "null",
                        "~",
                        "%",
                        "\t",
                        "\\",
                        "@",
                        "`")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> changed() {
        Arbitrary<Integer> at = Arbitraries.integers().between(0, EXAMPLE.length() - 1);
        Arbitrary<Integer> length = Arbitraries.integers().between(0, 30);
        Arbitrary<String> put = Arbitraries.strings().ofMaxLength(10);
        return Combinators.combine(at, length, put)
                .as((from, cut, text) ->
                        EXAMPLE.substring(0, from) + text + EXAMPLE.substring(Math.min(EXAMPLE.length(), from + cut)));
    }

    @Provide
    Arbitrary<String> withoutALine() {
        return Arbitraries.integers().between(0, LINES.size() - 1).map(out -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < LINES.size(); i++) {
                text.append(i == out ? "" : LINES.get(i) + "\n");
            }
            return text.toString();
        });
    }

    private static void answers(String text) {
        switch (CatalogTexts.READER.read(text, CatalogRevision.NONE)) {
            case ReadCatalog.Valid valid ->
                assertThat(valid.catalogue().routes()).isNotEmpty();
            case ReadCatalog.Invalid invalid ->
                assertThat(invalid.problems()).isNotEmpty().allMatch(problem -> inside(problem, text));
        }
    }

    private static boolean inside(Problem problem, String text) {
        long lines = text.chars()
                .filter(c -> c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029')
                .count();
        return problem.line() >= 1
                && problem.line() <= lines + 1
                && problem.column() >= 1
                && !problem.message().isBlank();
    }
}
