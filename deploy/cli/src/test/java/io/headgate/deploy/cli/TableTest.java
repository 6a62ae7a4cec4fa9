package io.headgate.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void numbersStandRight_andTextLeft() {
        Table table = new Table("model", "tokens").row("a", 1_234).row("longer", 5);

        assertThat(table).hasToString("""
                model   tokens
                ──────  ──────
                a        1,234
                longer       5
                """);
    }

    @Test
    void aRowOfTheWrongWidthIsRefused() {
        assertThatThrownBy(() -> new Table("a", "b").row("only one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seen 1 cells, allowed 2");
    }
}
