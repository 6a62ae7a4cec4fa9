package io.headgate.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
    @Test
    void isAUuidOfVersion7WithItsTime_whenMade() {
        Instant now = Instant.parse("2026-11-20T12:00:00.123Z");

        UUID id = UUID.fromString(RequestIds.next(now).value());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
        assertThat(RequestIds.next(now).value()).isNotEqualTo(id.toString());
    }
}
