package io.headgate.api.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.api.lookup.RequestLookup.Found;
import io.headgate.schemas.id.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestLookupTest {
    private static final RequestKey KEY = Samples.key("acme", "r1");

    private Instant now = Samples.ACCEPTED;

    @Test
    void isKnownAtOnce_whenItIsThereAndNobodyWaits() throws Exception {
        assertThat(lookup(elapsed -> row(null), true).find(KEY, Duration.ZERO)).isInstanceOf(Found.Known.class);
        assertThat(waited()).isZero();
    }

    @Test
    void isWaitedFor_whenItIsNotYetIndexed() throws Exception {
        Found found = lookup(elapsed -> elapsed.toMillis() >= 300 ? row(null) : null, true)
                .find(KEY, Duration.ZERO);

        assertThat(found).isInstanceOf(Found.Known.class);
        assertThat(waited()).isBetween(Duration.ofMillis(300), Duration.ofMillis(600));
    }

    @Test
    void isUnknownAfterTheGrace_whenTheIndexIsUpToDate() throws Exception {
        assertThat(lookup(elapsed -> null, true).find(KEY, Duration.ZERO)).isEqualTo(new Found.Unknown());
        assertThat(waited()).isBetween(RequestLookup.GRACE, RequestLookup.GRACE.plusMillis(300));
    }

    @Test
    void isUndecided_whenTheIndexIsBehind() throws Exception {
        assertThat(lookup(elapsed -> null, false).find(KEY, Duration.ofSeconds(10)))
                .isEqualTo(new Found.Undecided());
    }

    @Test
    void answersWithTheEnd_whenItComesWithinTheWait() throws Exception {
        Found found = lookup(elapsed -> row(elapsed.toSeconds() >= 3 ? now : null), true)
                .find(KEY, Duration.ofSeconds(10));

        assertThat(((Found.Known) found).row().isTerminal()).isTrue();
        assertThat(waited()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_500));
    }

    @Test
    void answersWithWhatThereIs_whenTheWaitEnds() throws Exception {
        Found found = lookup(elapsed -> row(null), true).find(KEY, Duration.ofSeconds(2));

        assertThat(((Found.Known) found).row().isTerminal()).isFalse();
        assertThat(waited()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_500));
    }

    private RequestLookup lookup(Function<Duration, @Nullable RequestRow> rows, boolean upToDate) {
        return new RequestLookup(
                key -> Optional.ofNullable(rows.apply(waited())),
                () -> upToDate,
                () -> now,
                pause -> now = now.plus(pause));
    }

    private Duration waited() {
        return Duration.between(Samples.ACCEPTED, now);
    }

    private static RequestRow row(@Nullable Instant endedAt) {
        return new RequestRow(
                "acme",
                "r1",
                endedAt == null ? "accepted" : "completed",
                "c",
                null,
                null,
                null,
                null,
                "fast-text",
                "standard",
                "{}",
                Samples.ACCEPTED,
                null,
                null,
                null,
                endedAt,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "[]",
                0);
    }
}
