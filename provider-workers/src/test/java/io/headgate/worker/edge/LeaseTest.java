package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private final AtomicLong now = new AtomicLong(1);
    private final Lease lease = new Lease(now::get);

    @Test
    void holds_whileTheLoopPolls() {
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(3));
            lease.renew();
            assertThat(lease.holds()).isTrue();
        }
    }

    @Test
    void isOver_whenTheProcessStoodStillAsLongAsASession() {
        pass(Duration.ofSeconds(60));
        assertThat(lease.holds()).isFalse();
    }

    @Test
    void isInDoubt_untilTheGroupHasHadTimeToTellThatItIsLost() {
        pass(Duration.ofSeconds(60));
        lease.renew();
        assertThat(lease.holds()).isFalse();

        pass(Duration.ofSeconds(1));
        lease.renew();
        assertThat(lease.holds()).isFalse();

        pass(Duration.ofSeconds(1));
        lease.renew();
        assertThat(lease.holds()).isTrue();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
