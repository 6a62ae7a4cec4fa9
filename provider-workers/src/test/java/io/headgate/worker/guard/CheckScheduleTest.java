package io.headgate.worker.guard;

import static io.headgate.worker.guard.TokenBucket.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckScheduleTest {
    private static final long SECOND = 1_000_000_000L;

    private final CheckSchedule schedule = new CheckSchedule(0);

    @Test
    void checksEveryThirtySeconds_whileNothingIsCalled() {
        assertThat(schedule.dueAt(NEVER, 0)).isEqualTo(30 * SECOND);
        schedule.checked(true, 31 * SECOND);
        assertThat(schedule.dueAt(NEVER, 0)).isEqualTo(61 * SECOND);
    }

    @Test
    void waits_whileCallsTellHowItIs() {
        schedule.checked(true, 10 * SECOND);

        assertThat(schedule.dueAt(NEVER, 1_000 * SECOND)).isEqualTo(1_030 * SECOND);
    }

    @Test
    void checksSoonAndThenLessOften_whileABreakerIsOpen() {
        long openSince = 100 * SECOND;
        long[] intervals = {1, 2, 4, 5, 5};
        long last = openSince;
        for (long interval : intervals) {
            assertThat(schedule.dueAt(openSince, openSince)).isEqualTo(last + interval * SECOND);
            last += interval * SECOND;
            schedule.checked(false, last);
        }
    }

    @Test
    void saysDown_whenThreeFailedInARow() {
        schedule.checked(false, 1);
        schedule.checked(false, 2);
        schedule.checked(true, 3);
        schedule.checked(false, 4);
        schedule.checked(false, 5);
        assertThat(schedule.saysDown()).isFalse();

        schedule.checked(false, 6);

        assertThat(schedule.saysDown()).isTrue();
    }

    @Test
    void doesNotSayDown_whenNoneEverPassed() {
        for (int i = 1; i <= 10; i++) {
            schedule.checked(false, i);
        }

        assertThat(schedule.saysDown()).isFalse();
    }

    @Test
    void repeatsAFailedCheckSoon_whileStillNothingIsCalled() {
        schedule.checked(false, 30 * SECOND);

        assertThat(schedule.dueAt(NEVER, 0)).isEqualTo(32 * SECOND);
        assertThat(schedule.dueAt(NEVER, 20 * SECOND)).isEqualTo(50 * SECOND);
    }
}
