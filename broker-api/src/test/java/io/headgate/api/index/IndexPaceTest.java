package io.headgate.api.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IndexPaceTest {
    @Test
    void restsAsLongAsEver_afterAFewRecords() {
        assertThat(IndexPace.after(1)).isEqualTo(Duration.ofMillis(20));
        assertThat(IndexPace.after(20)).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void restsLonger_afterMany_andNeverLongerThanAFifthOfASecond() {
        assertThat(IndexPace.after(130)).isEqualTo(Duration.ofMillis(130));
        assertThat(IndexPace.after(100_000)).isEqualTo(Duration.ofMillis(200));
    }
}
