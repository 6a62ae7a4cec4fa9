package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.Decision.Considered;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code decisions.md}, row by row. */
class DecisionTableTest {
    /** A row of the second table. */
    private record Row(String strategy, String request, String known, String goesTo, String because) {}

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
        Scene scene = new Scene(
                tables().stream().filter(cells -> cells.size() == 7).skip(1).toList());
        scene.strategy(row.strategy());
        Scene.phrases(row.request(), ",").forEach(scene::request);
        Scene.phrases(row.known(), ";").forEach(scene::known);

        RouteDecision decision = scene.route();

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

    @Test
    void hasRowsOfEveryStrategy() {
        assertThat(rows()).hasSizeGreaterThan(40).extracting(Row::strategy).contains("ordered", "cheapest", "fastest");
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
