package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.money.Money;
import java.math.RoundingMode;
import java.util.Currency;
import org.apache.avro.Schema;

/** Pre-aggregated metering. */
public final class Increments implements Mapping<Increment, io.headgate.schemas.avro.Increment> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.Increment.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.Increment toAvro(Increment increment) {
        Increment.Line line = increment.line();
        return io.headgate.schemas.avro.Increment.newBuilder()
                .setTenant(line.tenant().value())
                .setProject(line.project())
                .setAlias(line.alias().value())
                .setTarget(Parts.avro(line.target()))
                .setMinute(line.minute())
                .setCurrency(Absent.or(line.currency(), Currency::getCurrencyCode))
                .setAttempts(increment.attempts())
                .setCompleted(increment.completed())
                .setUnpriced(increment.unpriced())
                .setEstimated(increment.estimated())
                .setQuantities(Parts.avro(increment.quantities()))
                .setAmount(
                        Absent.or(increment.amount(), amount -> amount.setScale(Money.SCALE, RoundingMode.UNNECESSARY)))
                .build();
    }

    /** The amount comes back with {@link Money#SCALE} decimals. */
    @Override
    public Increment toDomain(io.headgate.schemas.avro.Increment increment) {
        return new Increment(
                new Increment.Line(
                        new TenantId(increment.getTenant()),
                        increment.getProject(),
                        new Alias(increment.getAlias()),
                        Parts.domain(increment.getTarget()),
                        increment.getMinute(),
                        Absent.or(increment.getCurrency(), Currency::getInstance)),
                increment.getAttempts(),
                increment.getCompleted(),
                increment.getUnpriced(),
                increment.getEstimated(),
                Parts.quantities(increment.getQuantities()),
                Absent.or(increment.getAmount(), Parts::bounded));
    }
}
