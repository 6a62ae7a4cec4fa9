package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.message.Intent;
import org.apache.avro.Schema;

/** Calls about to be made. */
public final class Intents implements Mapping<Intent, io.headgate.schemas.avro.Intent> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.Intent.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.Intent toAvro(Intent intent) {
        return io.headgate.schemas.avro.Intent.newBuilder()
                .setTenant(intent.key().tenant().value())
                .setRequestId(intent.key().request().value())
                .setAttemptId(intent.attempt().value())
                .setNumber(intent.number())
                .setCall(intent.call())
                .setAlias(intent.alias().value())
                .setTags(intent.tags())
                .setTarget(Parts.avro(intent.target()))
                .setPriceId(Absent.or(intent.price(), PriceId::value))
                .setReservation(Parts.avro(intent.reservation()))
                .setCatalogRevision(intent.revision().number())
                .setWorker(intent.worker())
                .setStartedAt(intent.startedAt())
                .setAt(intent.at())
                .setDispatchedAt(intent.dispatchedAt())
                .build();
    }

    @Override
    public Intent toDomain(io.headgate.schemas.avro.Intent intent) {
        return new Intent(
                Parts.key(intent.getTenant(), intent.getRequestId()),
                new AttemptId(intent.getAttemptId()),
                intent.getNumber(),
                intent.getCall(),
                new Alias(intent.getAlias()),
                intent.getTags(),
                Parts.domain(intent.getTarget()),
                Absent.or(intent.getPriceId(), PriceId::new),
                Parts.domain(intent.getReservation()),
                new CatalogRevision(intent.getCatalogRevision()),
                intent.getWorker(),
                intent.getStartedAt(),
                intent.getAt(),
                intent.getDispatchedAt());
    }
}
