package io.headgate.schemas.codec.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.schemas.avro.TenantLimit;
import io.headgate.schemas.message.Alert;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.FailureCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a newer Headgate writes, and this one has no name for. */
class UnknownWordsTest {
    private static final Instant AT = Instant.parse("2026-11-20T15:00:00Z");

    @Test
    void countedAsUnknown_whenAStatusOrAFailureIsNotKnown() {
        AttemptStats stats = new Stats()
                .toDomain(io.headgate.schemas.avro.AttemptStats.newBuilder()
                        .setWorker("w")
                        .setTarget(new io.headgate.schemas.avro.Target("p", "e", "m", "m-1"))
                        .setWindowStart(AT)
                        .setWindowMillis(250)
                        .setEnded(Map.of("unknown", 1L, "paused", 2L, "completed", 4L))
                        .setFailures(Map.of("unknown", 1L, "provider_asleep", 2L, "provider_auth", 4L))
                        .setInFlight(0)
                        .setInFlightLimit(1)
                        .setQueued(0)
                        .build());

        assertThat(stats.ended()).isEqualTo(Map.of(AttemptStatus.UNKNOWN, 3L, AttemptStatus.COMPLETED, 4L));
        assertThat(stats.failures()).isEqualTo(Map.of(FailureCode.UNKNOWN, 3L, FailureCode.PROVIDER_AUTH, 4L));
    }

    @Test
    void toldAsOther_whenAKindOfAlertIsNotKnown() {
        assertThat(new Alerts().toDomain(alert("sunspots").build()).kind()).isEqualTo(Alert.Kind.OTHER);
        for (Alert.Kind kind : Alert.Kind.values()) {
            assertThat(new Alerts().toDomain(alert(kind.wireName()).build()).kind())
                    .isEqualTo(kind);
        }
    }

    @Test
    void refused_whenHalfOfAnAlertsWindowIsMissing() {
        var half = alert("budget").setWindowStart(AT).build();

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Alerts().toDomain(half))
                .withMessageContaining("windowStart");
    }

    /** A limit passed over would be a limit that does not hold. */
    @Test
    void refused_whenALimitIsNotUnderstood() {
        refused(limit("joules", "day", "reject"), "measure: seen 'joules'");
        refused(limit("tokens", "week", "reject"), "window: seen 'week'");
        refused(limit("tokens", "day", "beg"), "action: seen 'beg', allowed [reject, wait]");
    }

    private static void refused(TenantLimit limit, String message) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Limits.ofTenant(List.of(limit)))
                .withMessageContaining(message);
    }

    private static TenantLimit limit(String measure, String window, String onExceeded) {
        return TenantLimit.newBuilder()
                .setMeasure(measure)
                .setWindow(window)
                .setAmount(BigDecimal.ONE.setScale(18))
                .setOnExceeded(onExceeded)
                .build();
    }

    private static io.headgate.schemas.avro.Alert.Builder alert(String kind) {
        return io.headgate.schemas.avro.Alert.newBuilder()
                .setId("x")
                .setKind(kind)
                .setMessage("look")
                .setAt(AT);
    }
}
