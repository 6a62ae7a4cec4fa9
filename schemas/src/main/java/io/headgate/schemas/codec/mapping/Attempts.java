package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Disposition;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Attempts as they happened. */
public final class Attempts implements Mapping<Attempt, io.headgate.schemas.avro.Attempt> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.Attempt.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.Attempt toAvro(Attempt attempt) {
        return io.headgate.schemas.avro.Attempt.newBuilder()
                .setTenant(attempt.key().tenant().value())
                .setRequestId(attempt.key().request().value())
                .setSummary(Histories.avro(attempt.summary()))
                .setNumber(attempt.number())
                .setAlias(attempt.alias().value())
                .setUserId(Absent.or(attempt.userId(), UserId::value))
                .setTaskType(attempt.taskType())
                .setTags(attempt.tags())
                .setFirstByteAt(attempt.firstByteAt())
                .setUsage(Absent.or(attempt.usage(), Parts::avro))
                .setPrice(Absent.or(attempt.price(), Prices::avro))
                .setCost(Parts.avro(attempt.cost()))
                .setReservation(Parts.avro(attempt.reservation()))
                .setServedModel(attempt.servedModel())
                .setUpstreamRequestId(attempt.upstreamRequestId())
                .setCatalogRevision(attempt.revision().number())
                .setContinuation(continuation(attempt.disposition()))
                .setVariant(attempt.variant())
                .setDearest(Absent.or(attempt.dearest(), Prices::avro))
                .setDispatchedAt(attempt.dispatchedAt())
                .setBatchId(Absent.or(attempt.batch(), BatchId::value))
                .build();
    }

    @Override
    public Attempt toDomain(io.headgate.schemas.avro.Attempt attempt) {
        return new Attempt(
                Parts.key(attempt.getTenant(), attempt.getRequestId()),
                Histories.domain(attempt.getSummary()),
                attempt.getNumber(),
                new Alias(attempt.getAlias()),
                Absent.or(attempt.getUserId(), UserId::new),
                attempt.getTaskType(),
                attempt.getTags(),
                attempt.getFirstByteAt(),
                Absent.or(attempt.getUsage(), Parts::domain),
                Absent.or(attempt.getPrice(), Prices::domain),
                Parts.domain(attempt.getCost()),
                Parts.domain(attempt.getReservation()),
                attempt.getServedModel(),
                attempt.getUpstreamRequestId(),
                new CatalogRevision(attempt.getCatalogRevision()),
                disposition(attempt.getContinuation()),
                attempt.getVariant(),
                Absent.or(attempt.getDearest(), Prices::domain),
                attempt.getDispatchedAt(),
                Absent.or(attempt.getBatchId(), BatchId::new));
    }

    private static io.headgate.schemas.avro.@Nullable Continuation continuation(Disposition disposition) {
        return switch (disposition) {
            case Disposition.Final() -> null;
            case Disposition.Continue(var request, var history) ->
                new io.headgate.schemas.avro.Continuation(Requests.avro(request), Histories.avro(history));
        };
    }

    private static Disposition disposition(io.headgate.schemas.avro.@Nullable Continuation continuation) {
        return continuation == null
                ? new Disposition.Final()
                : new Disposition.Continue(
                        Requests.domain(continuation.getRequest()), Histories.domain(continuation.getHistory()));
    }
}
