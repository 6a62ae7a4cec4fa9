package io.headgate.schemas.codec.mapping;

import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The parts that several messages are made of. */
final class Parts {
    /** Holds 38 decimal digits and a sign. */
    private static final int MAX_BITS = 127;

    private Parts() {}

    static RequestKey key(String tenant, String request) {
        return new RequestKey(new TenantId(tenant), new RequestId(request));
    }

    static io.headgate.schemas.avro.Money avro(Money money) {
        return new io.headgate.schemas.avro.Money(
                money.amount(), money.currency().getCurrencyCode());
    }

    static Money domain(io.headgate.schemas.avro.Money money) {
        return new Money(bounded(money.getAmount()), Currency.getInstance(money.getCurrency()));
    }

    /** Avro bounds a decimal's precision in its schema and not in its bytes. */
    static BigDecimal bounded(BigDecimal number) {
        if (number.unscaledValue().bitLength() > MAX_BITS) {
            throw new IllegalArgumentException("decimal: seen %d bits, allowed %d"
                    .formatted(number.unscaledValue().bitLength(), MAX_BITS));
        }
        return number;
    }

    static io.headgate.schemas.avro.Target avro(Target target) {
        return new io.headgate.schemas.avro.Target(
                target.provider().value(),
                target.endpoint().value(),
                target.model().value(),
                target.providerModel());
    }

    static Target domain(io.headgate.schemas.avro.Target target) {
        return new Target(
                new ProviderName(target.getProvider()),
                new EndpointName(target.getEndpoint()),
                new ModelName(target.getModel()),
                target.getProviderModel());
    }

    static io.headgate.schemas.avro.Failure avro(Failure failure) {
        return new io.headgate.schemas.avro.Failure(
                failure.code().wireName(), failure.message(), failure.seen(), failure.allowed());
    }

    static Failure domain(io.headgate.schemas.avro.Failure failure) {
        return new Failure(
                FailureCode.ofWireName(failure.getCode()).orElse(FailureCode.UNKNOWN),
                failure.getMessage(),
                failure.getSeen(),
                failure.getAllowed());
    }

    static io.headgate.schemas.avro.Usage avro(Usage usage) {
        return new io.headgate.schemas.avro.Usage(
                avro(usage.quantities()),
                usage.source() == Usage.Source.ESTIMATED,
                usage.tier().wireName());
    }

    static Usage domain(io.headgate.schemas.avro.Usage usage) {
        return new Usage(
                quantities(usage.getQuantities()),
                usage.getEstimated() ? Usage.Source.ESTIMATED : Usage.Source.REPORTED,
                ServiceTier.ofWireName(usage.getServiceTier()));
    }

    static Map<String, Long> avro(Map<Meter, Long> quantities) {
        Map<String, Long> named = HashMap.newHashMap(quantities.size());
        quantities.forEach((meter, quantity) -> named.put(meter.wireName(), quantity));
        return named;
    }

    static Map<Meter, Long> quantities(Map<String, Long> named) {
        EnumMap<Meter, Long> quantities = new EnumMap<>(Meter.class);
        named.forEach((name, quantity) -> quantities.put(meter(name), quantity));
        return quantities;
    }

    /** A meter we do not know is an error: leaving it out would lose what it counts. */
    static Meter meter(String name) {
        return Meter.ofWireName(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "meter: seen '%s', allowed the names of %s".formatted(name, Meter.class.getSimpleName())));
    }

    static BigDecimal withoutTrailingZeros(BigDecimal number) {
        BigDecimal stripped = bounded(number).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }

    static io.headgate.schemas.avro.Cost avro(Cost cost) {
        return switch (cost) {
            case Cost.Priced(Money amount) -> new io.headgate.schemas.avro.Cost(avro(amount), null);
            case Cost.Unpriced(String reason) -> new io.headgate.schemas.avro.Cost(null, reason);
        };
    }

    static Cost domain(io.headgate.schemas.avro.Cost cost) {
        if ((cost.getAmount() == null) == (cost.getUnpricedReason() == null)) {
            throw new IllegalArgumentException("cost: allowed exactly one of amount and unpricedReason");
        }
        return cost.getAmount() == null
                ? new Cost.Unpriced(cost.getUnpricedReason())
                : new Cost.Priced(domain(cost.getAmount()));
    }

    static io.headgate.schemas.avro.Reservation avro(Reservation reservation) {
        return new io.headgate.schemas.avro.Reservation(
                reservation.inputTokens(),
                reservation.outputTokens(),
                Absent.or(reservation.amount(), Parts::avro),
                reservation.estimatedTokens() == reservation.inputTokens() ? null : reservation.estimatedTokens());
    }

    static Reservation domain(io.headgate.schemas.avro.Reservation reservation) {
        Long estimated = reservation.getEstimatedTokens();
        return new Reservation(
                reservation.getInputTokens(),
                reservation.getOutputTokens(),
                Absent.or(reservation.getAmount(), Parts::domain),
                estimated == null ? reservation.getInputTokens() : estimated);
    }
}
