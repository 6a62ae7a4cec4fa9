package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.message.Delta;
import org.apache.avro.Schema;

/** Pieces of streamed replies. */
public final class Deltas implements Mapping<Delta, io.headgate.schemas.avro.Delta> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.Delta.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.Delta toAvro(Delta delta) {
        return io.headgate.schemas.avro.Delta.newBuilder()
                .setTenant(delta.key().tenant().value())
                .setRequestId(delta.key().request().value())
                .setAttemptId(delta.attempt().value())
                .setNumber(delta.number())
                .setStartedAt(delta.startedAt())
                .setSequence(delta.sequence())
                .setChunk(delta.chunk())
                .setLast(delta.last())
                .setAt(delta.at())
                .build();
    }

    @Override
    public Delta toDomain(io.headgate.schemas.avro.Delta delta) {
        return new Delta(
                Parts.key(delta.getTenant(), delta.getRequestId()),
                new AttemptId(delta.getAttemptId()),
                delta.getNumber(),
                delta.getStartedAt(),
                delta.getSequence(),
                delta.getChunk(),
                delta.getLast(),
                delta.getAt());
    }
}
