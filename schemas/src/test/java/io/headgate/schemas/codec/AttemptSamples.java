package io.headgate.schemas.codec;

import static io.headgate.schemas.codec.RequestSamples.BARE_REQUEST;
import static io.headgate.schemas.codec.RequestSamples.FULL_REQUEST;
import static io.headgate.schemas.codec.SampleParts.AT;
import static io.headgate.schemas.codec.SampleParts.BARE_ATTEMPT;
import static io.headgate.schemas.codec.SampleParts.COST;
import static io.headgate.schemas.codec.SampleParts.DEAREST;
import static io.headgate.schemas.codec.SampleParts.DECISION;
import static io.headgate.schemas.codec.SampleParts.FULL_ATTEMPT;
import static io.headgate.schemas.codec.SampleParts.KEY;
import static io.headgate.schemas.codec.SampleParts.PRICE;
import static io.headgate.schemas.codec.SampleParts.RESERVATION;
import static io.headgate.schemas.codec.SampleParts.TARGET;
import static io.headgate.schemas.codec.SampleParts.USAGE;

import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.BreakerState;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.DurationSketch;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.message.RedactionPolicy;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Cost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What workers are told, and what they tell. */
final class AttemptSamples {
    private AttemptSamples() {}

    static List<Sample<?>> all() {
        return List.of(
                new Sample<>("Dispatch", "maximal", fullDispatch(), Codecs::dispatch),
                new Sample<>("Dispatch", "minimal", bareDispatch(), Codecs::dispatch),
                new Sample<>("Attempt", "maximal", fullAttempt(), Codecs::attempt),
                new Sample<>("Attempt", "minimal", bareAttempt(), Codecs::attempt),
                new Sample<>("Intent", "maximal", fullIntent(), Codecs::intent),
                new Sample<>("Intent", "minimal", bareIntent(), Codecs::intent),
                new Sample<>("AttemptStats", "maximal", fullStats(), Codecs::attemptStats),
                new Sample<>("AttemptStats", "minimal", bareStats(), Codecs::attemptStats));
    }

    static Dispatch fullDispatch() {
        return new Dispatch(
                FULL_REQUEST,
                new AttemptId("r-1/3"),
                3,
                TARGET,
                PRICE,
                RESERVATION,
                DECISION,
                List.of(FULL_ATTEMPT, BARE_ATTEMPT),
                AT.plusMillis(7),
                DEAREST,
                new RedactionPolicy(
                        new Redaction(Map.of("email", Redaction.Action.MASK, "card", Redaction.Action.BLOCK)), true));
    }

    static Dispatch bareDispatch() {
        return new Dispatch(
                BARE_REQUEST,
                new AttemptId("r-1/1"),
                1,
                TARGET,
                null,
                new Reservation(0, 0, null),
                new Decision("ordered", CatalogRevision.NONE, List.of()),
                List.of(),
                AT);
    }

    static Attempt fullAttempt() {
        return new Attempt(
                KEY,
                FULL_ATTEMPT,
                2,
                new Alias("fast-text"),
                new UserId("u-1"),
                "reasoning",
                Map.of("project", "search"),
                AT.plusMillis(400),
                USAGE,
                PRICE,
                new Cost.Priced(COST),
                RESERVATION,
                "gpt-4.1-mini",
                "req_abc",
                new CatalogRevision(7),
                new Disposition.Continue(FULL_REQUEST, List.of(FULL_ATTEMPT)),
                "candidate-b",
                DEAREST,
                AT.minusMillis(250),
                new BatchId("nightly-7"));
    }

    static Attempt bareAttempt() {
        return new Attempt(
                KEY,
                BARE_ATTEMPT,
                1,
                new Alias("a"),
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                new Cost.Unpriced("no price in force"),
                new Reservation(0, 0, null),
                null,
                null,
                CatalogRevision.NONE,
                new Disposition.Final());
    }

    static AttemptStats fullStats() {
        return new AttemptStats(
                "worker-1",
                TARGET,
                AT,
                Duration.ofMillis(250),
                Map.of(AttemptStatus.COMPLETED, 41L, AttemptStatus.RETRYABLE, 3L),
                Map.of(FailureCode.PROVIDER_RATE_LIMITED, 2L, FailureCode.PROVIDER_UNAVAILABLE, 1L),
                new DurationSketch(new TreeMap<>(Map.of(80, 40L, DurationSketch.LAST_BUCKET, 1L))),
                new DurationSketch(new TreeMap<>(Map.of(0, 1L, 62, 40L))),
                new AttemptStats.Generation(5_300, 900, Duration.ofMillis(61_500)),
                new AttemptStats.Load(212, 256, 17, 4_200, 171.5, 12),
                new AttemptStats.Gate(BreakerState.HALF_OPEN, AT.plusSeconds(9), 380L, 91_000L),
                new AttemptStats.Checks(1, 2));
    }

    static AttemptStats bareStats() {
        return new AttemptStats(
                "w",
                TARGET,
                AT,
                Duration.ofMillis(1),
                Map.of(),
                Map.of(),
                DurationSketch.EMPTY,
                DurationSketch.EMPTY,
                AttemptStats.Generation.NONE,
                new AttemptStats.Load(0, 1, 0, 0, null),
                AttemptStats.Gate.OPEN_WIDE,
                AttemptStats.Checks.NONE);
    }

    static Intent fullIntent() {
        return new Intent(
                KEY,
                new AttemptId("r-1/3"),
                3,
                2,
                new Alias("fast-text"),
                Map.of("project", "search"),
                TARGET,
                PRICE.id(),
                RESERVATION,
                new CatalogRevision(7),
                "worker-1",
                AT.plusMillis(9),
                AT.plusMillis(11),
                AT.plusMillis(3));
    }

    static Intent bareIntent() {
        return new Intent(
                KEY,
                new AttemptId("r-1/1"),
                1,
                1,
                new Alias("a"),
                Map.of(),
                TARGET,
                null,
                new Reservation(0, 0, null),
                CatalogRevision.NONE,
                "w",
                AT,
                AT,
                null);
    }
}
