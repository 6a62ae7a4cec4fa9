package io.headgate.worker.settle;

import java.time.Duration;
import java.time.Instant;

/** When an attempt began and ended. A clock that was set back makes it last no time. */
public record Timing(Instant startedAt, Instant endedAt) {
    public Duration duration() {
        return endedAt.isBefore(startedAt) ? Duration.ZERO : Duration.between(startedAt, endedAt);
    }
}
