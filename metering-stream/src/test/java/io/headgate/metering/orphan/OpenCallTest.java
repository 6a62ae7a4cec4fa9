package io.headgate.metering.orphan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.metering.orphan.OpenCall.Fate;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OpenCallTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration AFTER = Duration.ofMinutes(20);
    private static final byte[] INTENT = {1, 2, 3};

    @Test
    void aCallWithoutOutcomeIsOrphaned_whenAllIsReadThatWasWrittenInItsTime() {
        OpenCall call = OpenCall.afterIntent(null, INTENT, NOW);
        assertThat(call.fate(NOW.plus(AFTER).minusMillis(1), AFTER)).isEqualTo(Fate.KEPT);
        assertThat(call.fate(NOW.plus(AFTER), AFTER)).isEqualTo(Fate.ORPHANED);
    }

    @Test
    void aRepeatInPlaceIsTheSameCall_andBeginsItsTimeAnew() {
        OpenCall again =
                OpenCall.afterIntent(OpenCall.afterIntent(null, INTENT, NOW), new byte[] {4}, NOW.plusSeconds(60));
        assertThat(again.fate(NOW.plus(AFTER), AFTER)).isEqualTo(Fate.KEPT);
        assertThat(again)
                .isInstanceOfSatisfying(
                        OpenCall.Begun.class,
                        begun -> assertThat(begun.intent()).containsExactly(4));
    }

    @Test
    void anOutcomeThatCameFirstStands_andIsForgottenWhenNoIntentOfItsCanCome() {
        OpenCall ended = OpenCall.afterIntent(new OpenCall.Ended(NOW), INTENT, NOW.plusSeconds(1));
        assertThat(ended).isEqualTo(new OpenCall.Ended(NOW));
        assertThat(ended.fate(NOW, AFTER)).isEqualTo(Fate.KEPT);
        assertThat(ended.fate(NOW.plus(OpenCall.SKEW), AFTER)).isEqualTo(Fate.FORGOTTEN);
    }

    @Test
    void oneThatWasGivenUpStaysSo_asLongAsAnOutcomeIsWaitedFor() {
        OpenCall given = OpenCall.afterIntent(OpenCall.givenUp(NOW, AFTER), INTENT, NOW.plusSeconds(40));
        assertThat(given.fate(NOW.plus(AFTER).minusMillis(1), AFTER)).isEqualTo(Fate.KEPT);
        assertThat(given.fate(NOW.plus(AFTER), AFTER)).isEqualTo(Fate.FORGOTTEN);
    }

    @Test
    void entriesComeBackAsTheyWere() {
        try (var serde = OpenCallBytes.serde()) {
            OpenCall ended = new OpenCall.Ended(NOW);
            assertThat(serde.deserializer().deserialize("", serde.serializer().serialize("", ended)))
                    .isEqualTo(ended);
            byte[] begun = serde.serializer().serialize("", new OpenCall.Begun(NOW, INTENT));
            assertThat(serde.deserializer().deserialize("", begun))
                    .isInstanceOfSatisfying(OpenCall.Begun.class, call -> {
                        assertThat(call.readAt()).isEqualTo(NOW);
                        assertThat(call.intent()).isEqualTo(INTENT);
                    });
            assertThatThrownBy(() -> serde.deserializer().deserialize("", new byte[9]))
                    .hasMessageContaining("seen kind 0, allowed 1 or 2");
        }
    }

    @Test
    void anotherStartIsAnotherCall() {
        TenantId acme = new TenantId("acme");
        AttemptId attempt = new AttemptId("r/1/2");
        assertThat(OpenCallBytes.key(acme, attempt, NOW))
                .isNotEqualTo(OpenCallBytes.key(acme, attempt, NOW.plusMillis(1)));
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new OrphanConfig(Path.of("x"), Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageContaining("seen after PT0S");
    }
}
