package io.headgate.worker.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.worker.call.Headroom.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateHeadersTest {
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    @Test
    void readsOpenAisHeadroom_whenItIsAllThere() {
        Map<String, String> headers = Map.of(
                "x-ratelimit-limit-requests", "10000",
                "x-ratelimit-remaining-requests", "9999",
                "x-ratelimit-reset-requests", "8.64s",
                "x-ratelimit-limit-tokens", "200000",
                "x-ratelimit-remaining-tokens", "0",
                "x-ratelimit-reset-tokens", "6m0s");

        assertThat(RateHeaders.read(headers, NOW))
                .isEqualTo(new Headroom(
                        new Quota(10_000L, 9_999, Duration.ofMillis(8_640)),
                        new Quota(200_000L, 0, Duration.ofMinutes(6))));
    }

    @Test
    void readsAnthropicsHeadroom_whenResetsAreInstants() {
        Map<String, String> headers = Map.of(
                "anthropic-ratelimit-requests-limit", "50",
                "anthropic-ratelimit-requests-remaining", "49",
                "anthropic-ratelimit-requests-reset", "2026-11-20T15:00:30Z",
                "anthropic-ratelimit-tokens-remaining", "1000",
                "anthropic-ratelimit-tokens-reset", "2026-11-20T14:00:00+01:00");

        assertThat(RateHeaders.read(headers, NOW))
                .isEqualTo(new Headroom(
                        new Quota(50L, 49, Duration.ofSeconds(30)), new Quota(null, 1_000, Duration.ZERO)));
    }

    @Test
    void ofAnthropicsTokens_thoseCountOfWhichTheLeastPartIsLeft() {
        Map<String, String> headers = new HashMap<>(Map.of(
                "anthropic-ratelimit-tokens-limit", "60000",
                "anthropic-ratelimit-tokens-remaining", "40000",
                "anthropic-ratelimit-tokens-reset", "2026-11-20T15:00:20Z",
                "anthropic-ratelimit-input-tokens-limit", "50000",
                "anthropic-ratelimit-input-tokens-remaining", "45000",
                "anthropic-ratelimit-input-tokens-reset", "2026-11-20T15:00:10Z",
                "anthropic-ratelimit-output-tokens-limit", "10000",
                "anthropic-ratelimit-output-tokens-remaining", "2500"));
        headers.put("anthropic-ratelimit-output-tokens-reset", "2026-11-20T15:00:45Z");

        assertThat(tokens(headers))
                .as("a quarter of the output's, and so a quarter of all")
                .isEqualTo(new Quota(60_000L, 15_000, Duration.ofSeconds(45)));

        headers.put("anthropic-ratelimit-output-tokens-remaining", "0");
        assertThat(tokens(headers)).isEqualTo(new Quota(60_000L, 0, Duration.ofSeconds(45)));

        headers.put("anthropic-ratelimit-output-tokens-remaining", "10000");
        assertThat(tokens(headers)).isEqualTo(new Quota(60_000L, 40_000, Duration.ofSeconds(20)));

        headers.put("anthropic-ratelimit-input-tokens-remaining", "1");
        assertThat(tokens(headers))
                .as("a little is not nothing")
                .isEqualTo(new Quota(60_000L, 2, Duration.ofSeconds(10)));
    }

    @Test
    void withoutALimitOfAllTokens_thoseOfInputAndOutputTogetherAreIt() {
        Map<String, String> headers = new HashMap<>(Map.of(
                "anthropic-ratelimit-input-tokens-limit", "50000",
                "anthropic-ratelimit-input-tokens-remaining", "5000",
                "anthropic-ratelimit-output-tokens-limit", "10000",
                "anthropic-ratelimit-output-tokens-remaining", "10000"));
        assertThat(tokens(headers)).isEqualTo(new Quota(60_000L, 6_000, null));

        headers.remove("anthropic-ratelimit-input-tokens-limit");
        assertThat(tokens(headers))
                .as("what is left is known, of how much it is not")
                .isEqualTo(new Quota(null, 5_000, null));

        headers.keySet().removeIf(name -> name.contains("input"));
        assertThat(tokens(headers))
                .as("the output's limit is not that of all tokens")
                .isEqualTo(new Quota(null, 10_000, null));
    }

    @Test
    void tokensOfTheSameRest_areThoseThatAreRefilledLater() {
        assertThat(tokens(Map.of(
                        "anthropic-ratelimit-tokens-remaining", "0",
                        "anthropic-ratelimit-tokens-reset", "2026-11-20T15:00:20Z",
                        "anthropic-ratelimit-input-tokens-remaining", "0",
                        "anthropic-ratelimit-input-tokens-reset", "2026-11-20T15:00:50Z")))
                .isEqualTo(new Quota(null, 0, Duration.ofSeconds(50)));
    }

    private static @Nullable Quota tokens(Map<String, String> headers) {
        return RateHeaders.read(headers, NOW).tokens();
    }

    @ParameterizedTest
    @CsvSource({
        "88ms, PT0.088S",
        "1.5s, PT1.5S",
        "2h, PT2H",
        "1h2m3.5s, PT1H2M3.5S",
        "250us, PT0.00025S",
        "250µs, PT0.00025S",
        "0s, PT0S",
        "3d, PT24H",
        "999999999999999999h, PT24H",
    })
    void readsAReset_whenItIsADuration(String text, Duration reset) {
        assertThat(requests("5", text)).isEqualTo(new Quota(null, 5, reset));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "s", "5", "5x", "-5s", "1.2.3s", "6m0", ".5s", "1e3s", "2026-11-20T15:00:30Z"})
    void resetIsNull_whenItCannotBeRead(String text) {
        assertThat(requests("5", text)).isEqualTo(new Quota(null, 5, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "many", "1.5", "9999999999999999999", "٣"})
    void nothing_whenWhatIsLeftCannotBeRead(String remaining) {
        assertThat(requests(remaining, "1s")).isNull();
    }

    @Test
    void none_whenNothingIsSaid() {
        assertThat(RateHeaders.read(Map.of("content-type", "application/json"), NOW))
                .isSameAs(Headroom.NONE);
    }

    private static @Nullable Quota requests(String remaining, String reset) {
        Map<String, String> headers =
                Map.of("x-ratelimit-remaining-requests", remaining, "x-ratelimit-reset-requests", reset);
        return RateHeaders.read(headers, NOW).requests();
    }
}
