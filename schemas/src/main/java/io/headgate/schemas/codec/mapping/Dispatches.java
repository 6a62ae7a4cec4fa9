package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.message.Dispatch;
import org.apache.avro.Schema;

/** Attempts on their way to a worker. */
public final class Dispatches implements Mapping<Dispatch, io.headgate.schemas.avro.Dispatch> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.Dispatch.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.Dispatch toAvro(Dispatch dispatch) {
        return io.headgate.schemas.avro.Dispatch.newBuilder()
                .setRequest(Requests.avro(dispatch.request()))
                .setAttemptId(dispatch.attempt().value())
                .setNumber(dispatch.number())
                .setTarget(Parts.avro(dispatch.target()))
                .setPrice(Absent.or(dispatch.price(), Prices::avro))
                .setReservation(Parts.avro(dispatch.reservation()))
                .setDecision(Histories.avro(dispatch.decision()))
                .setHistory(Histories.avro(dispatch.history()))
                .setDispatchedAt(dispatch.dispatchedAt())
                .setDearest(Absent.or(dispatch.dearest(), Prices::avro))
                .build();
    }

    @Override
    public Dispatch toDomain(io.headgate.schemas.avro.Dispatch dispatch) {
        return new Dispatch(
                Requests.domain(dispatch.getRequest()),
                new AttemptId(dispatch.getAttemptId()),
                dispatch.getNumber(),
                Parts.domain(dispatch.getTarget()),
                Absent.or(dispatch.getPrice(), Prices::domain),
                Parts.domain(dispatch.getReservation()),
                Histories.domain(dispatch.getDecision()),
                Histories.domain(dispatch.getHistory()),
                dispatch.getDispatchedAt(),
                Absent.or(dispatch.getDearest(), Prices::domain));
    }
}
