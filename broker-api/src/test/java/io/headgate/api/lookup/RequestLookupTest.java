package io.headgate.api.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.Samples;
import io.headgate.api.lookup.RequestLookup.Found;
import io.headgate.api.watch.FakeWatches;
import io.headgate.api.watch.Watched;
import io.headgate.schemas.id.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestLookupTest {
    private static final RequestKey KEY = Samples.key("acme", "r1");

    private final FakeWatches watches = new FakeWatches();
    private Instant now = Samples.ACCEPTED;
    private @Nullable Duration hears;

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
    void isKnown_whenTheIndexHadToCatchUp() throws Exception {
        AtomicBoolean complete = new AtomicBoolean();
        RequestLookup lookup = new RequestLookup(
                key -> complete.get() ? Optional.of(row(null)) : Optional.empty(),
                () -> {
                    complete.set(true);
                    return true;
                },
                () -> now,
                this::pass,
                watches);

        assertThat(lookup.find(KEY, Duration.ZERO)).isInstanceOf(Found.Known.class);
    }

    @Test
    void answersWithTheEnd_whenTheTopicTellsOfIt() throws Exception {
        hears = Duration.ofSeconds(3);

        Found found = lookup(elapsed -> row(elapsed.toMillis() >= 3_070 ? now : null), true)
                .find(KEY, Duration.ofSeconds(10));

        assertThat(((Found.Known) found).row().isTerminal()).isTrue();
        assertThat(waited()).isBetween(Duration.ofMillis(3_070), Duration.ofMillis(3_200));
        assertThat(watches.watching(KEY)).as("left open").isZero();
    }

    @Test
    void hardlyAsksPostgres_whileNothingIsHeard() throws Exception {
        AtomicInteger asked = new AtomicInteger();

        lookup(
                        elapsed -> {
                            asked.incrementAndGet();
                            return row(null);
                        },
                        true)
                .find(KEY, Duration.ofSeconds(30));

        assertThat(asked).hasValueLessThanOrEqualTo(17);
    }

    @Test
    void answersWithTheEnd_whenTheTopicWasMissed() throws Exception {
        Found found = lookup(elapsed -> row(elapsed.toSeconds() >= 3 ? now : null), true)
                .find(KEY, Duration.ofSeconds(10));

        assertThat(((Found.Known) found).row().isTerminal()).isTrue();
        assertThat(waited())
                .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(3).plus(RequestLookup.UNHEARD_PAUSE));
    }

    @Test
    void answersWithWhatThereIs_whenTheWaitEnds() throws Exception {
        Found found = lookup(elapsed -> row(null), true).find(KEY, Duration.ofSeconds(2));

        assertThat(((Found.Known) found).row().isTerminal()).isFalse();
        assertThat(waited()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_500));
    }

    private RequestLookup lookup(Function<Duration, @Nullable RequestRow> rows, boolean upToDate) {
        return new RequestLookup(
                key -> Optional.ofNullable(rows.apply(waited())), () -> upToDate, () -> now, this::pass, watches);
    }

    /** A pause ends when the bell rings in it. */
    private void pass(Bell bell, Duration most) {
        Instant rings = hears == null ? Instant.MAX : Samples.ACCEPTED.plus(hears);
        Instant end = now.plus(most);
        if (!bell.hasRung() && !end.isBefore(rings)) {
            watches.say(KEY, new Watched.Ended(Samples.completed(KEY, "{}")));
            assertThat(bell.hasRung()).isTrue();
            end = rings;
        }
        now = end;
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
