package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.message.Decision.Considered;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code decisions.md}, row by row. */
class DecisionTableTest {
    /** A row of the second table. */
    private record Row(String strategy, String request, String known, String goesTo, String because) {}

    /** A row of the third. */
    private record Wait(String strategy, String request, String known, String full, String becomes, String because) {}

    static List<Row> rows() {
        return tables().stream()
                .filter(cells -> cells.size() == 5)
                .skip(1)
                .map(c -> new Row(c.get(0), c.get(1), c.get(2), c.get(3), c.get(4)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void holds(Row row) {
        RouteDecision decision =
                scene(row.strategy(), row.request(), row.known()).route();

        String went = decision instanceof RouteDecision.Chosen chosen
                ? chosen.target().model().value()
                : "nobody";
        assertThat(went).as("%s", decision.decision().considered()).isEqualTo(row.goesTo());
        if (!row.because().isEmpty()) {
            assertThat(decision.decision().considered())
                    .extracting(DecisionTableTest::told)
                    .anyMatch(told -> told.startsWith(row.because()));
        }
    }

    static List<Wait> waits() {
        return tables().stream()
                .filter(cells -> cells.size() == 6)
                .skip(1)
                .map(c -> new Wait(c.get(0), c.get(1), c.get(2), c.get(3), c.get(4), c.get(5)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("waits")
    void waitsOrGoes(Wait row) {
        Scene scene = scene(row.strategy(), row.request(), row.known());
        Scene.phrases(row.full(), ";").forEach(scene::full);

        Binding binding = scene.bind();

        RouteDecision.Chosen chosen = switch (binding) {
            case Binding.Now now -> now.to();
            case Binding.Wait wait -> wait.to();
            case Binding.Nowhere none -> throw new AssertionError(none.why().failure());
        };
        String verb = binding instanceof Binding.Now ? "goes to " : "waits for ";
        assertThat(verb + chosen.target().model()).as("%s", binding).isEqualTo(row.becomes());
        if (!row.because().isEmpty()) {
            assertThat(chosen.decision().considered())
                    .extracting(DecisionTableTest::told)
                    .anyMatch(told -> told.startsWith(row.because()));
        }
    }

    @Test
    void hasRowsOfEveryStrategy() {
        Set<String> strategies =
                rows().stream().map(row -> firstWord(row.strategy())).collect(Collectors.toSet());
        assertThat(strategies)
                .containsExactlyInAnyOrder(Arrays.stream(Strategy.values())
                        .map(strategy -> strategy.name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new));
        assertThat(waits()).extracting(row -> firstWord(row.strategy())).contains("cheapest", "ordered");
        assertThat(rows()).anyMatch(row -> row.strategy().contains("canary"));
    }

    private static String firstWord(String cell) {
        return cell.split("[ ,]")[0];
    }

    private static Scene scene(String strategy, String request, String known) {
        Scene scene = new Scene(
                tables().stream().filter(cells -> cells.size() == 7).skip(1).toList(), strategy);
        Scene.phrases(request, ",").forEach(scene::request);
        Scene.phrases(known, ";").forEach(scene::known);
        return scene;
    }

    private static String told(Considered candidate) {
        return candidate.target().model() + ": " + candidate.passedOver();
    }

    private static List<List<String>> tables() {
        try (InputStream in = DecisionTableTest.class.getResourceAsStream("/decisions.md")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.startsWith("|") && !line.startsWith("|--"))
                    .map(line -> Arrays.stream(
                                    line.substring(1, line.length() - 1).split("\\|", -1))
                            .map(String::strip)
                            .toList())
                    .toList();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
