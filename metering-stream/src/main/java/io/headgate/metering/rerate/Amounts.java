package io.headgate.metering.rerate;

import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An amount in one currency, and what each meter is of it.
 *
 * @param parts their sum is the total; null when it is not known any more
 */
public record Amounts(BigDecimal total, @Nullable Map<Meter, BigDecimal> parts) {
    public static final Amounts NOTHING = new Amounts(BigDecimal.ZERO, Map.of());

    public Amounts {
        parts = parts == null ? null : known(parts);
    }

    private static Map<Meter, BigDecimal> known(Map<Meter, BigDecimal> parts) {
        EnumMap<Meter, BigDecimal> known = new EnumMap<>(Meter.class);
        parts.forEach((meter, part) -> {
            if (part.signum() != 0) {
                known.put(meter, part);
            }
        });
        return Collections.unmodifiableMap(known);
    }

    public Amounts plus(Amounts other) {
        return new Amounts(total.add(other.total), sum(parts, other.parts));
    }

    public Amounts minus(Amounts other) {
        return plus(other.negated());
    }

    private Amounts negated() {
        if (parts == null) {
            return new Amounts(total.negate(), null);
        }
        Map<Meter, BigDecimal> negated = new EnumMap<>(Meter.class);
        parts.forEach((meter, part) -> negated.put(meter, part.negate()));
        return new Amounts(total.negate(), negated);
    }

    /** Unknown and known is unknown. */
    private static @Nullable Map<Meter, BigDecimal> sum(
            @Nullable Map<Meter, BigDecimal> one, @Nullable Map<Meter, BigDecimal> other) {
        if (one == null || other == null) {
            return null;
        }
        Map<Meter, BigDecimal> sum = new EnumMap<>(Meter.class);
        sum.putAll(one);
        other.forEach((meter, part) -> sum.merge(meter, part, BigDecimal::add));
        return sum;
    }
}
