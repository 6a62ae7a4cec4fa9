package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.avro.DeltaEnd;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.message.Delta;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

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
                .setRestart(delta.restart())
                .setMissing(delta.missing())
                .setEnd(avro(delta.end()))
                .build();
    }

    @Override
    public Delta toDomain(io.headgate.schemas.avro.Delta delta) {
        Delta.End end = domain(delta);
        return new Delta(
                Parts.key(delta.getTenant(), delta.getRequestId()),
                new AttemptId(delta.getAttemptId()),
                delta.getNumber(),
                delta.getStartedAt(),
                delta.getSequence(),
                delta.getChunk(),
                end == Delta.End.COMPLETED,
                delta.getAt(),
                delta.getRestart(),
                delta.getMissing(),
                end);
    }

    private static @Nullable DeltaEnd avro(Delta.@Nullable End end) {
        return switch (end) {
            case null -> null;
            case COMPLETED -> DeltaEnd.COMPLETED;
            case FAILED -> DeltaEnd.FAILED;
            case OTHER -> DeltaEnd.OTHER;
        };
    }

    private static Delta.@Nullable End domain(io.headgate.schemas.avro.Delta delta) {
        // What the first release wrote says only that it was the last.
        if (delta.getLast()) {
            return Delta.End.COMPLETED;
        }
        return switch (delta.getEnd()) {
            case null -> null;
            case COMPLETED -> Delta.End.COMPLETED;
            case FAILED -> Delta.End.FAILED;
            case OTHER -> Delta.End.OTHER;
        };
    }
}
