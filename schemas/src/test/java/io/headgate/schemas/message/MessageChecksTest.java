package io.headgate.schemas.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageChecksTest {
    private static final Instant AT = Instant.parse("2026-11-20T15:00:00Z");
    private static final RequestKey KEY = new RequestKey(new TenantId("acme"), new RequestId("r-1"));

    @Test
    void completionIsNotInTheText_ofADelta() {
        Delta delta = new Delta(KEY, new AttemptId("r-1/1"), 1, AT, 4, "a secret", false, AT);

        assertThat(delta.toString()).contains("acme/r-1", "r-1/1", "4").doesNotContain("secret");
    }

    @Test
    void refused_whenSequenceIsNegative() {
        refused(
                () -> new Delta(KEY, new AttemptId("r-1/1"), 1, AT, -1, "{}", false, AT),
                "delta r-1/1: sequence: seen -1, allowed 0 or more");
    }

    @Test
    void refused_whenAPieceIsTheLastOfAStreamThatDidNotComplete() {
        refused(
                () -> new Delta(KEY, new AttemptId("r-1/1"), 1, AT, 4, "{}", true, AT, false, 0, Delta.End.FAILED),
                "delta r-1/1: seen last true and end FAILED");
        refused(
                () -> new Delta(KEY, new AttemptId("r-1/1"), 1, AT, 4, "{}", false, AT, false, -1, null),
                "delta r-1/1: missing: seen -1");
    }

    @Test
    void refused_whenALoadIsNegativeOrNotANumber() {
        refused(() -> new AttemptStats.Load(-1, 0, 0, 0, null), "in flight: seen -1");
        refused(() -> new AttemptStats.Load(0, 0, 0, 0, null, -1), "tenants: seen -1");
        refused(() -> new AttemptStats.Load(0, 0, 0, 0, Double.NaN), "service rate: seen NaN");
        refused(() -> new AttemptStats.Load(0, 0, 0, 0, Double.POSITIVE_INFINITY), "service rate: seen Infinity");
    }

    @Test
    void refused_whenASketchHasNoSuchBucket() {
        refused(() -> new DurationSketch(new TreeMap<>(Map.of(217, 1L))), "seen bucket 217, allowed 0 to 216");
        refused(() -> new DurationSketch(new TreeMap<>(Map.of(3, 0L))), "sketch, bucket 3: count: seen 0");
        refused(() -> DurationSketch.of(List.of(Duration.ofMillis(-1))), "seen PT-0.001S");
        refused(() -> DurationSketch.EMPTY.quantile(0), "seen 0.0");
    }

    @Test
    void longestDurationsAreInTheLastBucket_andAnEmptySketchHasNoQuantile() {
        assertThat(DurationSketch.of(List.of(Duration.ofDays(40_000))).counts())
                .containsExactly(Map.entry(DurationSketch.LAST_BUCKET, 1L));
        assertThat(DurationSketch.EMPTY.quantile(0.5)).isEmpty();
    }

    @Test
    void refused_whenAReplyTopicCannotExist() {
        refused(() -> settings(Set.of("acme/answers"), 1), "seen reply topic 'acme/answers'");
        refused(() -> settings(Set.of("x".repeat(250)), 1), "allowed 1 to 249");
    }

    @Test
    void refused_whenWeightIsOutOfRange() {
        refused(() -> settings(Set.of(), 0), "seen weight 0, allowed 1 to 1000");
        refused(() -> settings(Set.of(), 1001), "seen weight 1001");
    }

    @Test
    void refused_whenALimitIsNonsense() {
        refused(() -> limit(Limit.Measure.COST, Limit.Window.DAY, "1", null), "COST: seen currency null");
        refused(() -> limit(Limit.Measure.TOKENS, Limit.Window.DAY, "1", "USD"), "TOKENS: seen currency USD");
        refused(() -> limit(Limit.Measure.IN_FLIGHT, Limit.Window.DAY, "1", null), "IN_FLIGHT: seen window DAY");
        refused(() -> limit(Limit.Measure.TOKENS, Limit.Window.NOW, "1", null), "TOKENS: seen window NOW");
        refused(() -> limit(Limit.Measure.TOKENS, Limit.Window.DAY, "-1", null), "seen -1");
    }

    @Test
    void refused_whenAnAlertsWindowHasNoLength() {
        refused(() -> new Alert.Window(AT, AT), "allowed an end after the start");
    }

    private static TenantSettings settings(Set<String> replyTopics, int weight) {
        return new TenantSettings(
                new TenantId("acme"),
                true,
                null,
                List.of(),
                Map.of(),
                Map.of(),
                TenantSettings.Policy.OF_CATALOGUE,
                replyTopics,
                weight,
                "ada",
                AT);
    }

    private static Limit limit(Limit.Measure measure, Limit.Window window, String amount, @Nullable String currency) {
        return new Limit(
                measure,
                window,
                new BigDecimal(amount),
                currency == null ? null : Currency.getInstance(currency),
                ZoneId.of("UTC"),
                Limit.OnExceeded.REJECT,
                false);
    }

    private static void refused(ThrowingCallable creation, String message) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(creation)
                .withMessageContaining(message);
    }
}
