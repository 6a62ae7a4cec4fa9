package io.headgate.schemas.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class JtokkitEstimatorTest {
    private final JtokkitEstimator estimator = new JtokkitEstimator();

    @Test
    void countsByO200k() {
        assertThat(estimator.tokens("Hello, world!")).isEqualTo(4);
        assertThat(estimator.tokens("")).isZero();
        assertThat(estimator.tokens("<|endoftext|>")).isPositive();
    }

    @Test
    @Timeout(20)
    void hugeTextIsCountedInProportion_inBoundedTime() {
        String sentence = "The quick brown fox jumps over the lazy dog. ";
        String huge = sentence.repeat(100_000);
        long perSentence = estimator.tokens(sentence.repeat(100)) / 100;
        assertThat(estimator.tokens(huge)).isBetween(perSentence * 99_000, perSentence * 101_000);
        assertThat(estimator.tokens("a".repeat(2_000_000))).isPositive();
    }
}
