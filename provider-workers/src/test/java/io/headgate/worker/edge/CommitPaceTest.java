package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final int PERMITS = 500;
    private final CommitPace pace = new CommitPace(0);

    @Test
    void isDueAtOnce_atFirst() {
        assertThat(pace.untilDue(1, PERMITS, 0)).isZero();
    }

    @Test
    void keepsTheLeastSpace_afterASmallTransaction() {
        pace.committed(3, 0, 0);

        assertThat(pace.untilDue(1, PERMITS, 0)).isEqualTo(millis(5));
        assertThat(pace.untilDue(1, PERMITS, millis(5))).isZero();
    }

    @Test
    void waitsLonger_afterALargeOne_andNeverLongerThan50ms() {
        pace.committed(60, 0, 0);
        assertThat(pace.untilDue(1, PERMITS, 0)).isEqualTo(millis(24));

        pace.committed(100_000, 0, 0);
        assertThat(pace.untilDue(1, PERMITS, 0)).isEqualTo(millis(50));
    }

    @Test
    void waitsAsLongAsItTook_afterASlowOne_andNeverLongerThanHalfASecond() {
        pace.committed(3, 0, millis(80));
        assertThat(pace.untilDue(1, PERMITS, millis(80))).isEqualTo(millis(80));

        pace.committed(3, 0, millis(2_000));
        assertThat(pace.untilDue(1, PERMITS, millis(2_000))).isEqualTo(millis(500));
        assertThat(pace.untilDue(PERMITS / 2, PERMITS, millis(2_000))).isEqualTo(millis(5));
    }

    @Test
    void keepsTheLeastSpaceOnly_whenCallsWaitForPermits() {
        pace.committed(100_000, 0, 0);

        assertThat(pace.untilDue(PERMITS / 2, PERMITS, 0)).isEqualTo(millis(5));
    }

    @Test
    void waitsWhateverWaits_afterAFailure() {
        pace.failed(0);

        assertThat(pace.untilDue(PERMITS, PERMITS, 0)).isEqualTo(millis(100));
    }

    private static long millis(long count) {
        return Duration.ofMillis(count).toNanos();
    }
}
