package io.headgate.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Cancel;
import io.headgate.worker.Samples;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CancelMemoryTest {
    private static final Instant NOW = Ended.START;

    private final CancelMemory memory = new CancelMemory(3);

    @Test
    void knowsACancel_thatWasMadeSinceTheRequestWasAccepted() {
        hear("a", NOW);
        assertThat(memory.of(key("a"), NOW.minusSeconds(60))).map(Cancel::at).contains(NOW);
        assertThat(memory.of(key("b"), NOW.minusSeconds(60))).isEmpty();
    }

    @Test
    void ignoresACancel_thatIsOlderThanTheRequestByMoreThanClocksDiffer() {
        hear("a", NOW);
        assertThat(memory.of(key("a"), NOW.plus(CancelMemory.CLOCK_SKEW))).isPresent();
        assertThat(memory.of(key("a"), NOW.plus(CancelMemory.CLOCK_SKEW).plusMillis(1)))
                .isEmpty();
    }

    @Test
    void takesTheLaterOfTwo() {
        hear("a", NOW);
        hear("a", NOW.minusSeconds(30));
        assertThat(memory.of(key("a"), NOW)).isPresent();
        assertThat(memory.size()).isEqualTo(1);
    }

    @Test
    void cancelsNothingOfTomorrow_whenTheCancellersClockIsAhead() {
        hear("a", NOW.plus(Duration.ofDays(900)));
        assertThat(memory.of(key("a"), NOW)).isPresent();
        assertThat(memory.of(key("a"), NOW.plus(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void forgetsAfterADay() {
        hear("a", NOW);
        memory.forget(NOW.plus(CancelMemory.KEPT));
        assertThat(memory.size()).isEqualTo(1);
        memory.forget(NOW.plus(CancelMemory.KEPT).plusMillis(1));
        assertThat(memory.size()).isZero();
        assertThat(memory.forgotten()).as("early").isZero();
    }

    @Test
    void forgetsTheOldestAndCounts_whenThereAreTooMany() {
        hear("a", NOW);
        hear("b", NOW);
        hear("c", NOW);
        hear("d", NOW);
        assertThat(memory.of(key("a"), NOW)).isEmpty();
        assertThat(memory.of(key("d"), NOW)).isPresent();
        assertThat(memory.forgotten()).isEqualTo(1);
    }

    @Test
    void keepsWordsShort() {
        memory.remember(new Cancel(key("a"), "who", "x".repeat(10_000), NOW), NOW, NOW);
        Cancel kept = memory.of(key("a"), NOW).orElseThrow();
        assertThat(kept.reason()).hasSize(200);
        assertThat(kept.requestedBy()).isEqualTo("who");
    }

    private void hear(String id, Instant at) {
        memory.remember(new Cancel(key(id), null, null, at), at, NOW);
    }

    private static RequestKey key(String id) {
        return new RequestKey(Samples.TENANT, new RequestId(id));
    }
}
