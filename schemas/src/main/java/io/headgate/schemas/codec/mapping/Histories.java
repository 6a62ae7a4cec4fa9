package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Decision;
import java.time.Duration;
import java.util.List;

/** What is kept of a request's attempts, and of how their targets were chosen. */
final class Histories {
    private Histories() {}

    static List<io.headgate.schemas.avro.AttemptSummary> avro(List<AttemptSummary> history) {
        return history.stream().map(Histories::avro).toList();
    }

    static List<AttemptSummary> domain(List<io.headgate.schemas.avro.AttemptSummary> history) {
        return history.stream().map(Histories::domain).toList();
    }

    static io.headgate.schemas.avro.AttemptSummary avro(AttemptSummary attempt) {
        return io.headgate.schemas.avro.AttemptSummary.newBuilder()
                .setAttemptId(attempt.id().value())
                .setTarget(Parts.avro(attempt.target()))
                .setStatus(avro(attempt.status()))
                .setFailure(Absent.or(attempt.failure(), Parts::avro))
                .setHttpStatus(attempt.httpStatus())
                .setStartedAt(attempt.startedAt())
                .setDurationMillis(attempt.duration().toMillis())
                .setDropped(attempt.dropped())
                .setUpstreamRequestId(attempt.upstreamRequestId())
                .build();
    }

    static AttemptSummary domain(io.headgate.schemas.avro.AttemptSummary attempt) {
        return new AttemptSummary(
                new AttemptId(attempt.getAttemptId()),
                Parts.domain(attempt.getTarget()),
                domain(attempt.getStatus()),
                Absent.or(attempt.getFailure(), Parts::domain),
                attempt.getHttpStatus(),
                attempt.getStartedAt(),
                Duration.ofMillis(attempt.getDurationMillis()),
                attempt.getDropped(),
                attempt.getUpstreamRequestId());
    }

    private static io.headgate.schemas.avro.AttemptStatus avro(AttemptStatus status) {
        return switch (status) {
            case COMPLETED -> io.headgate.schemas.avro.AttemptStatus.COMPLETED;
            case RETRYABLE -> io.headgate.schemas.avro.AttemptStatus.RETRYABLE;
            case REFUSED -> io.headgate.schemas.avro.AttemptStatus.REFUSED;
            case UNKNOWN -> io.headgate.schemas.avro.AttemptStatus.UNKNOWN;
            case NOT_CALLED -> io.headgate.schemas.avro.AttemptStatus.NOT_CALLED;
        };
    }

    private static AttemptStatus domain(io.headgate.schemas.avro.AttemptStatus status) {
        return switch (status) {
            case COMPLETED -> AttemptStatus.COMPLETED;
            case RETRYABLE -> AttemptStatus.RETRYABLE;
            case REFUSED -> AttemptStatus.REFUSED;
            case UNKNOWN -> AttemptStatus.UNKNOWN;
            case NOT_CALLED -> AttemptStatus.NOT_CALLED;
        };
    }

    static io.headgate.schemas.avro.Decision avro(Decision decision) {
        return new io.headgate.schemas.avro.Decision(
                decision.strategy(),
                decision.revision().number(),
                decision.considered().stream().map(Histories::avro).toList(),
                decision.variant());
    }

    static Decision domain(io.headgate.schemas.avro.Decision decision) {
        return new Decision(
                decision.getStrategy(),
                new CatalogRevision(decision.getCatalogRevision()),
                decision.getConsidered().stream().map(Histories::domain).toList(),
                decision.getVariant());
    }

    private static io.headgate.schemas.avro.Considered avro(Decision.Considered candidate) {
        return new io.headgate.schemas.avro.Considered(
                Parts.avro(candidate.target()),
                Absent.or(candidate.expectedCost(), Parts::avro),
                candidate.passedOver(),
                candidate.score());
    }

    private static Decision.Considered domain(io.headgate.schemas.avro.Considered candidate) {
        return new Decision.Considered(
                Parts.domain(candidate.getTarget()),
                Absent.or(candidate.getExpectedCost(), Parts::domain),
                candidate.getPassedOver(),
                candidate.getScore());
    }
}
