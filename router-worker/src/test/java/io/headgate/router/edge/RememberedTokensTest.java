package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedTokensTest {
    private final List<String> counted = new ArrayList<>();
    private final RememberedTokens tokens = new RememberedTokens(text -> {
        counted.add(text);
        return counted.size();
    });

    @Test
    void aTextIsCountedOnce() {
        assertThat(tokens.tokens(text(1))).isEqualTo(1);
        assertThat(tokens.tokens(text(2))).isEqualTo(2);
        assertThat(tokens.tokens(text(1))).isEqualTo(1);
        assertThat(tokens.tokens(text(2))).isEqualTo(2);
        assertThat(counted).containsExactly(text(1), text(2));
    }

    @Test
    void aShortTextIsCountedEachTime() {
        String word = "x".repeat(RememberedTokens.SHORTEST - 1);

        tokens.tokens(word);
        tokens.tokens(word);

        assertThat(counted).hasSize(2);
    }

    @Test
    void whatComesAgainIsKept_andWhatDoesNotIsForgotten() {
        tokens.tokens(text(-1));
        tokens.tokens(text(-2));
        for (int i = 0; i < 2 * RememberedTokens.REMEMBERED; i++) {
            tokens.tokens(text(i));
            if (i % 1_000 == 0) {
                tokens.tokens(text(-1));
            }
        }
        counted.clear();

        tokens.tokens(text(-1));
        tokens.tokens(text(-2));

        assertThat(counted).containsExactly(text(-2));
    }

    private static String text(int number) {
        return "x".repeat(RememberedTokens.SHORTEST) + number;
    }
}
