package io.headgate.worker.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.AttemptStats.Checks;
import io.headgate.schemas.message.AttemptStats.Gate;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.BreakerState;
import io.headgate.worker.Samples;
import io.headgate.worker.guard.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatsRoundTest {
    private static final TargetState IDLE = new TargetState(Samples.TARGET, 0, 10, 0, Gate.OPEN_WIDE, Checks.NONE);

    private final ProviderBooks books = new ProviderBooks(InstantSource.fixed(Ended.START), () -> {});
    private final List<TargetState> states = new ArrayList<>(List.of(IDLE));
    private final StatsRound round = new StatsRound("w1");
    private long unread;
    private int tenants = 1;
    private Duration passed = Duration.ZERO;

    @Test
    void tellsOnceAndRests_whenNothingHappens() {
        assertThat(next().stats()).as("that it is there").hasSize(1);

        StatsRound.Found quiet = after(Duration.ofSeconds(4));
        assertThat(quiet.stats()).isEmpty();
        assertThat(quiet.busy()).isFalse();
        assertThat(quiet.rest()).as("until the sign of life").isEqualTo(Duration.ofSeconds(6));

        assertThat(after(quiet.rest()).stats()).as("sign of life").hasSize(1);
    }

    @Test
    void tells_whenAnAttemptEnded() {
        next();
        books.ended(Ended.completed(Samples.TARGET, Ended.START, Duration.ofMillis(10)), Duration.ofMillis(9));

        StatsRound.Found found = after(StatsRound.PACE);
        assertThat(found.busy()).isTrue();
        assertThat(found.rest()).isEqualTo(StatsRound.PACE);
        assertThat(found.stats())
                .singleElement()
                .extracting(AttemptStats::ended)
                .isEqualTo(Map.of(AttemptStatus.COMPLETED, 1L));
        assertThat(after(StatsRound.PACE).busy()).isFalse();
    }

    @Test
    void keepsThePaceButTellsNothing_whenCallsAreUnderWayAndNothingChanges() {
        states.set(0, new TargetState(Samples.TARGET, 3, 10, 0, Gate.OPEN_WIDE, Checks.NONE));
        assertThat(next().stats()).hasSize(1);

        StatsRound.Found same = after(StatsRound.PACE);
        assertThat(same.busy()).isTrue();
        assertThat(same.stats()).isEmpty();
    }

    @Test
    void tells_whenWhatStandsChanges() {
        next();
        states.set(0, new TargetState(Samples.TARGET, 0, 5, 0, Gate.OPEN_WIDE, Checks.NONE));
        assertThat(after(StatsRound.PACE).stats()).as("limit").hasSize(1);
        Gate open = new Gate(BreakerState.OPEN, Ended.START.plusSeconds(5), null, null);
        states.set(0, new TargetState(Samples.TARGET, 0, 5, 0, open, Checks.NONE));
        assertThat(after(StatsRound.PACE).stats())
                .as("breaker")
                .singleElement()
                .satisfies(stats -> assertThat(stats.gate()).isEqualTo(open));
        states.set(0, new TargetState(Samples.TARGET, 0, 5, 0, open, new Checks(0, 1)));
        assertThat(after(StatsRound.PACE).stats()).as("checks").hasSize(1);
        assertThat(after(StatsRound.PACE).stats()).as("nothing").isEmpty();
    }

    @Test
    void roomInTheRateLimitIsNoNews() {
        next();
        Gate room = new Gate(BreakerState.CLOSED, null, 17L, 400L);
        states.set(0, new TargetState(Samples.TARGET, 0, 10, 0, room, Checks.NONE));
        assertThat(after(StatsRound.PACE).stats()).isEmpty();
    }

    @Test
    void isBusy_whenDispatchesStandUnread() {
        next();
        unread = 5;
        assertThat(after(StatsRound.PACE).busy()).isTrue();
    }

    @Test
    void aQueueIsToldOfEverySecond_andAtOnceWhenItIsGone() {
        unread = 5;
        assertThat(next().stats()).hasSize(1);
        assertThat(after(StatsRound.PACE).stats()).isEmpty();
        assertThat(after(StatsRound.BUSY_HEARTBEAT).stats()).as("still there").hasSize(1);
        unread = 0;
        assertThat(after(StatsRound.PACE).stats())
                .as("the router waits for it")
                .singleElement()
                .satisfies(stats -> assertThat(stats.load().unread()).isZero());
    }

    @Test
    void anotherTenantIsNews_whereAllElseIsAsItWas() {
        states.set(0, new TargetState(Samples.TARGET, 10, 10, 5, Gate.OPEN_WIDE, Checks.NONE));
        next();
        tenants = 2;
        assertThat(after(StatsRound.PACE).stats())
                .singleElement()
                .satisfies(stats -> assertThat(stats.load().tenants()).isEqualTo(2));
        assertThat(after(StatsRound.PACE).stats()).isEmpty();
    }

    @Test
    void tellsOfATargetThatTheGuardDoesNotKnow_onlyWhenAnAttemptEnded() {
        states.clear();
        assertThat(next().stats()).isEmpty();
        books.ended(Ended.completed(Samples.TARGET, Ended.START, Duration.ofMillis(10)), Duration.ZERO);
        assertThat(after(StatsRound.PACE).stats())
                .singleElement()
                .satisfies(stats -> assertThat(stats.load().inFlightLimit()).isZero());
        assertThat(after(StatsRound.HEARTBEAT).stats()).as("no sign of life").isEmpty();
    }

    private StatsRound.Found next() {
        return after(Duration.ZERO);
    }

    private StatsRound.Found after(Duration time) {
        passed = passed.plus(time);
        Instant now = Ended.START.plus(passed);
        return round.next(List.of(source()), now, passed.toNanos());
    }

    private StatsSource source() {
        return new StatsSource() {
            @Override
            public List<TargetState> states() {
                return states;
            }

            @Override
            public ProviderBooks books() {
                return books;
            }

            @Override
            public long unread() {
                return unread;
            }

            @Override
            public int tenants() {
                return tenants;
            }

            @Override
            public @Nullable Double allowedRate() {
                return null;
            }
        };
    }
}
