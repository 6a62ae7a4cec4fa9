package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.avro.CanaryStep;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.CanaryStop;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Replacements that are tried no more. */
public final class CanaryStops implements Mapping<CanaryStop, io.headgate.schemas.avro.CanaryStop> {
    @Override
    public Schema schema() {
        return io.headgate.schemas.avro.CanaryStop.getClassSchema();
    }

    @Override
    public io.headgate.schemas.avro.CanaryStop toAvro(CanaryStop stop) {
        Canary canary = stop.canary();
        Canary.Stop rule = Objects.requireNonNull(canary.stop());
        return io.headgate.schemas.avro.CanaryStop.newBuilder()
                .setAlias(stop.alias().value())
                .setPinned(canary.of().value())
                .setReplacement(canary.to().value())
                .setShare(canary.share())
                .setSince(canary.from())
                .setRamp(canary.ramp().stream()
                        .map(step -> new CanaryStep(step.after().toMillis(), step.share()))
                        .toList())
                .setAfterAttempts(rule.afterAttempts())
                .setErrorRateOver(scaled(rule.errorRateOver()))
                .setContractViolationsOver(scaled(rule.contractViolationsOver()))
                .setLatencyRatioOver(scaled(rule.latencyRatioOver()))
                .setCostRatioOver(scaled(rule.costRatioOver()))
                .setFeedbackBelow(scaled(rule.feedbackBelow()))
                .setFeedbackAtLeast(rule.feedbackAtLeast())
                .setWords(stop.words())
                .setCatalogRevision(stop.revision().number())
                .setAt(stop.at())
                .build();
    }

    @Override
    public CanaryStop toDomain(io.headgate.schemas.avro.CanaryStop stop) {
        Canary canary = new Canary(
                new ModelName(stop.getPinned()),
                new ModelName(stop.getReplacement()),
                stop.getShare(),
                stop.getSince(),
                stop.getRamp().stream()
                        .map(step -> new Canary.Step(Duration.ofMillis(step.getAfterMillis()), step.getShare()))
                        .toList(),
                new Canary.Stop(
                        stop.getAfterAttempts(),
                        plain(stop.getErrorRateOver()),
                        plain(stop.getContractViolationsOver()),
                        plain(stop.getLatencyRatioOver()),
                        plain(stop.getCostRatioOver()),
                        plain(stop.getFeedbackBelow()),
                        stop.getFeedbackAtLeast()));
        return new CanaryStop(
                new Alias(stop.getAlias()),
                canary,
                stop.getWords(),
                new CatalogRevision(stop.getCatalogRevision()),
                stop.getAt());
    }

    private static @Nullable BigDecimal scaled(@Nullable BigDecimal number) {
        return Absent.or(number, n -> n.setScale(Money.SCALE, RoundingMode.UNNECESSARY));
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        return Absent.or(number, Parts::withoutTrailingZeros);
    }
}
