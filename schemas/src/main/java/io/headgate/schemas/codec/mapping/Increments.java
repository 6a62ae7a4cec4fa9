package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.PriceId;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Comparison;
import io.headgate.schemas.message.Increment.Line;
import io.headgate.schemas.message.Increment.Round;
import io.headgate.schemas.message.Increment.Source;
import io.headgate.schemas.message.Increment.Troubles;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Currency;
import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Pre-aggregated metering. */
public final class Increments implements Mapping<Increment, io.headgate.schemas.avro.Increment> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.Increment.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.Increment toAvro(Increment increment) {
        Line line = increment.line();
        Troubles troubles = increment.troubles();
        Comparison comparison = increment.comparison();
        Source source = increment.source();
        Round round = source == null ? null : source.round();
        return io.headgate.schemas.avro.Increment.newBuilder()
                .setTenant(line.tenant().value())
                .setProject(line.project())
                .setAlias(line.alias().value())
                .setTarget(Parts.avro(line.target()))
                .setMinute(line.minute())
                .setCurrency(Absent.or(line.currency(), Currency::getCurrencyCode))
                .setTags(line.tags())
                .setVariant(line.variant())
                .setPriceId(Absent.or(line.price(), PriceId::value))
                .setCorrection(line.correction())
                .setAttempts(increment.attempts())
                .setCompleted(increment.completed())
                .setUnpriced(increment.unpriced())
                .setEstimated(increment.estimated())
                .setQuantities(Parts.avro(increment.quantities()))
                .setAmount(scaled(increment.amount()))
                .setAmounts(Amounts.avro(increment.amounts()))
                .setFailed(troubles.failed())
                .setFailedAmount(scaled(troubles.failedAmount()))
                .setUnknown(troubles.unknown())
                .setUnknownBound(scaled(troubles.unknownBound()))
                .setDearestAmount(scaled(comparison == null ? null : comparison.dearest()))
                .setComparableAmount(scaled(comparison == null ? null : comparison.own()))
                .setDurationMillis(increment.duration().toMillis())
                .setSourcePartition(Absent.or(source, Source::partition))
                .setFirstOffset(Absent.or(source, Source::first))
                .setLastOffset(Absent.or(source, Source::last))
                .setRound(Absent.or(round, emitted -> emitted.id().toString()))
                .setRoundThrough(Absent.or(round, Round::through))
                .build();
    }

    /** Amounts come back with {@link Money#SCALE} decimals. */
    @Override
    public Increment toDomain(io.headgate.schemas.avro.Increment increment) {
        return new Increment(
                line(increment),
                increment.getAttempts(),
                increment.getCompleted(),
                increment.getUnpriced(),
                increment.getEstimated(),
                Parts.quantities(increment.getQuantities()),
                Absent.or(increment.getAmount(), Parts::bounded),
                Amounts.domain(increment.getAmounts()),
                new Troubles(
                        increment.getFailed(),
                        Absent.or(increment.getFailedAmount(), Parts::bounded),
                        increment.getUnknown(),
                        Absent.or(increment.getUnknownBound(), Parts::bounded)),
                comparison(increment.getDearestAmount(), increment.getComparableAmount()),
                Duration.ofMillis(increment.getDurationMillis()),
                source(increment));
    }

    private static Line line(io.headgate.schemas.avro.Increment increment) {
        return new Line(
                new TenantId(increment.getTenant()),
                increment.getProject(),
                new Alias(increment.getAlias()),
                Parts.domain(increment.getTarget()),
                increment.getMinute(),
                Absent.or(increment.getCurrency(), Currency::getInstance),
                increment.getTags(),
                increment.getVariant(),
                Absent.or(increment.getPriceId(), PriceId::new),
                increment.getCorrection());
    }

    private static @Nullable Comparison comparison(@Nullable BigDecimal dearest, @Nullable BigDecimal own) {
        if (dearest == null && own == null) {
            return null;
        }
        if (dearest == null || own == null) {
            throw new IllegalArgumentException(
                    "increment: allowed both of dearestAmount and comparableAmount, or none");
        }
        return new Comparison(Parts.bounded(dearest), Parts.bounded(own));
    }

    private static @Nullable Source source(io.headgate.schemas.avro.Increment increment) {
        Integer partition = increment.getSourcePartition();
        Long first = increment.getFirstOffset();
        Long last = increment.getLastOffset();
        Round round = round(increment.getRound(), increment.getRoundThrough());
        if (partition == null && first == null && last == null && round == null) {
            return null;
        }
        if (partition == null || first == null || last == null) {
            throw new IllegalArgumentException(
                    "increment: allowed all of sourcePartition, firstOffset and lastOffset, or none and no round");
        }
        return new Source(partition, first, last, round);
    }

    private static @Nullable Round round(@Nullable String id, @Nullable Long through) {
        if (id == null && through == null) {
            return null;
        }
        if (id == null || through == null) {
            throw new IllegalArgumentException("increment: allowed both of round and roundThrough, or none");
        }
        return new Round(UUID.fromString(id), through);
    }

    private static @Nullable BigDecimal scaled(@Nullable BigDecimal amount) {
        return Absent.or(amount, exact -> exact.setScale(Money.SCALE, RoundingMode.UNNECESSARY));
    }
}
