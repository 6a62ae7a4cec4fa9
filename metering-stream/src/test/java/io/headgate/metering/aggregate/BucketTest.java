package io.headgate.metering.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketTest {
    @ParameterizedTest
    @CsvSource({
        "MINUTE, 2026-11-20T10:07:59.999Z, 2026-11-20T10:07:00Z",
        "HOUR,   2026-11-20T10:07:59.999Z, 2026-11-20T10:00:00Z",
        "DAY,    2026-11-20T10:07:59.999Z, 2026-11-20T00:00:00Z",
        "MONTH,  2026-11-20T10:07:59.999Z, 2026-11-01T00:00:00Z",
        "MONTH,  2028-02-29T23:59:59.999Z, 2028-02-01T00:00:00Z",
        "MONTH,  2026-12-31T23:59:59.999Z, 2026-12-01T00:00:00Z",
        "MONTH,  2027-01-01T00:00:00Z,     2027-01-01T00:00:00Z"
    })
    void spansBeginInUtc(Bucket bucket, Instant moment, Instant begin) {
        assertThat(bucket.begin(moment)).isEqualTo(begin);
        assertThat(bucket.begin(begin)).isEqualTo(begin);
    }
}
