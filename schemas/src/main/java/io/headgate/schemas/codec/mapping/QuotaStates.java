package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.message.QuotaState.Quota;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.Currency;
import org.apache.avro.Schema;

/** How much of limits is used. */
public final class QuotaStates implements Mapping<QuotaState, io.headgate.schemas.avro.QuotaState> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.QuotaState.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.QuotaState toAvro(QuotaState state) {
        Quota quota = state.quota();
        return io.headgate.schemas.avro.QuotaState.newBuilder()
                .setTenant(quota.tenant().value())
                .setProject(quota.project())
                .setModel(Absent.or(quota.model(), ModelName::value))
                .setMeasure(Words.of(quota.measure()))
                .setWindow(Words.of(quota.window()))
                .setCurrency(Absent.or(quota.currency(), Currency::getCurrencyCode))
                .setLimit(Absent.or(state.limit(), QuotaStates::scaled))
                .setZone(Absent.or(state.zone(), ZoneId::getId))
                .setSpent(scaled(state.spent()))
                .setReserved(scaled(state.reserved()))
                .setOvershot(scaled(state.overshot()))
                .setWindowStart(state.windowStart())
                .setWindowEnd(state.windowEnd())
                .setAt(state.at())
                .setSequence(state.sequence())
                .build();
    }

    /** Amounts come back without trailing zeros. */
    @Override
    public QuotaState toDomain(io.headgate.schemas.avro.QuotaState state) {
        return new QuotaState(
                new Quota(
                        new TenantId(state.getTenant()),
                        state.getProject(),
                        Absent.or(state.getModel(), ModelName::new),
                        Words.parse("measure", Limit.Measure.values(), state.getMeasure()),
                        Words.parse("window", Limit.Window.values(), state.getWindow()),
                        Absent.or(state.getCurrency(), Currency::getInstance)),
                Absent.or(state.getLimit(), Parts::withoutTrailingZeros),
                Absent.or(state.getZone(), ZoneId::of),
                Parts.withoutTrailingZeros(state.getSpent()),
                Parts.withoutTrailingZeros(state.getReserved()),
                Parts.withoutTrailingZeros(state.getOvershot()),
                state.getWindowStart(),
                state.getWindowEnd(),
                state.getAt(),
                state.getSequence());
    }

    private static BigDecimal scaled(BigDecimal amount) {
        return amount.setScale(Money.SCALE, RoundingMode.UNNECESSARY);
    }
}
