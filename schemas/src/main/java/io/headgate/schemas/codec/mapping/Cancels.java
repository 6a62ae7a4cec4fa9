package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.message.Cancel;
import org.apache.avro.Schema;

/** Requests to close requests. */
public final class Cancels implements Mapping<Cancel, io.headgate.schemas.avro.Cancel> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.Cancel.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.Cancel toAvro(Cancel cancel) {
        return new io.headgate.schemas.avro.Cancel(
                cancel.key().tenant().value(),
                cancel.key().request().value(),
                cancel.requestedBy(),
                cancel.reason(),
                cancel.at());
    }

    @Override
    public Cancel toDomain(io.headgate.schemas.avro.Cancel cancel) {
        return new Cancel(
                Parts.key(cancel.getTenant(), cancel.getRequestId()),
                cancel.getRequestedBy(),
                cancel.getReason(),
                cancel.getAt());
    }
}
