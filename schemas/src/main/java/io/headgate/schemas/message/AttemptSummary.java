package io.headgate.schemas.message;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.Target;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An attempt as the history of a request keeps it, and as its result lists it. */
public record AttemptSummary(
        AttemptId id,
        Target target,
        AttemptStatus status,
        @Nullable Failure failure,
        @Nullable Integer httpStatus,
        Instant startedAt,
        Duration duration) {}
