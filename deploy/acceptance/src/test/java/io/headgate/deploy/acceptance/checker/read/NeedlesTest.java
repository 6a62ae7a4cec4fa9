package io.headgate.deploy.acceptance.checker.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeedlesTest {
    private final Needles<Integer> needles = new Needles<>();

    @Test
    void whatStandsAnywhereIsFound_eachTimeItDoes() {
        needles.add("the quick brown fox", 1);
        needles.add("jumps over the lazy", 2);
        assertThat(found("the quick brown fox jumps over the lazy dog")).containsExactly(1, 2);
        assertThat(found("xx the quick brown fox, the quick brown fox")).containsExactly(1, 1);
    }

    @Test
    void whatOnlyBeginsTheSameIsNotFound() {
        needles.add("the quick brown fox", 1);
        assertThat(found("the quick brown dog")).isEmpty();
        assertThat(found("the quick brown fo")).isEmpty();
        assertThat(found("")).isEmpty();
    }

    @Test
    void aWindowsWorthAtTheVeryEndIsFound() {
        needles.add("0123456789abcdef", 1);
        assertThat(found("0123456789abcdef")).containsExactly(1);
        assertThat(found("…0123456789abcdef")).containsExactly(1);
    }

    @Test
    void whatIsShorterThanAWindowIsNotTaken() {
        assertThat(needles.add("too short", 1)).isFalse();
        assertThat(needles.count()).isZero();
    }

    private List<Integer> found(String in) {
        List<Integer> found = new ArrayList<>();
        needles.find(in.getBytes(StandardCharsets.UTF_8), found::add);
        return found;
    }
}
