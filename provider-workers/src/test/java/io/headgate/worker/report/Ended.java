package io.headgate.worker.report;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attempts that have ended, to test with. */
public final class Ended {
    public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private Ended() {}

    /** Completed with 20 tokens in and 7 out; its first byte came after half of the time. */
    public static Attempt completed(Target target, Instant startedAt, Duration took) {
        Usage usage = new Usage(Map.of(Meter.INPUT, 20L, Meter.OUTPUT, 7L), Usage.Source.REPORTED);
        return of(target, AttemptStatus.COMPLETED, null, startedAt, took, startedAt.plus(took.dividedBy(2)), usage);
    }

    /** As completed, with an answer that breaks its contract. */
    public static Attempt violating(Target target, Instant startedAt, Duration took) {
        Usage usage = new Usage(Map.of(Meter.INPUT, 20L, Meter.OUTPUT, 7L), Usage.Source.REPORTED);
        Failure broken = Failure.of(FailureCode.CONTRACT_VIOLATION, "as ordered");
        return of(target, AttemptStatus.COMPLETED, broken, startedAt, took, startedAt.plus(took), usage);
    }

    public static Attempt failed(Target target, AttemptStatus status, FailureCode code, Instant startedAt) {
        return of(target, status, Failure.of(code, "as ordered"), startedAt, Duration.ofMillis(3), null, null);
    }

    private static Attempt of(
            Target target,
            AttemptStatus status,
            @Nullable Failure failure,
            Instant startedAt,
            Duration took,
            @Nullable Instant firstByteAt,
            @Nullable Usage usage) {
        return new Attempt(
                new RequestKey(Samples.TENANT, new RequestId("r")),
                new AttemptSummary(new AttemptId("r/1"), target, status, failure, null, startedAt, took),
                1,
                new Alias("fast"),
                null,
                null,
                Map.of(),
                firstByteAt,
                usage,
                Samples.PRICE,
                new Cost.Unpriced("not rated in this test"),
                new Reservation(20, 64, null),
                null,
                null,
                new CatalogRevision(1),
                new Disposition.Final());
    }
}
