package io.headgate.metering.aggregate;

import io.headgate.schemas.message.Increment.Comparison;
import io.headgate.schemas.message.Increment.Troubles;
import io.headgate.schemas.money.Meter;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Sums of what increments are made of. What is null on both sides stays so: nothing known, which is not zero. */
final class Sums {
    private Sums() {}

    static @Nullable BigDecimal of(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        if (a == null) {
            return b;
        }
        return b == null ? a : a.add(b);
    }

    /** @throws ArithmeticException when a quantity would overflow */
    static Map<Meter, Long> ofQuantities(Map<Meter, Long> a, Map<Meter, Long> b) {
        return byMeter(a, b, Math::addExact);
    }

    static Map<Meter, BigDecimal> ofAmounts(Map<Meter, BigDecimal> a, Map<Meter, BigDecimal> b) {
        return byMeter(a, b, BigDecimal::add);
    }

    /** @throws ArithmeticException when a count would overflow */
    static Troubles of(Troubles a, Troubles b) {
        if (a.equals(Troubles.NONE) || b.equals(Troubles.NONE)) {
            return a.equals(Troubles.NONE) ? b : a;
        }
        return new Troubles(
                Math.addExact(a.failed(), b.failed()),
                of(a.failedAmount(), b.failedAmount()),
                Math.addExact(a.unknown(), b.unknown()),
                of(a.unknownBound(), b.unknownBound()));
    }

    static @Nullable Comparison of(@Nullable Comparison a, @Nullable Comparison b) {
        if (a == null) {
            return b;
        }
        return b == null
                ? a
                : new Comparison(a.dearest().add(b.dearest()), a.own().add(b.own()));
    }

    private static <N> Map<Meter, N> byMeter(Map<Meter, N> a, Map<Meter, N> b, BinaryOperator<N> add) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        Map<Meter, N> sums = new EnumMap<>(Meter.class);
        sums.putAll(a);
        b.forEach((meter, number) -> sums.merge(meter, number, add));
        return sums;
    }
}
