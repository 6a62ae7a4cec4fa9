package io.headgate.router.route;

import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Exact costs of several candidates, in 10<sup>-18</sup> of a currency's unit and in 127 bits each: so that candidates can be
 * compared without an object for each product. Begins at zero. Not thread-safe.
 */
final class Sums {
    private static final double UNIT = 1e-18;
    private static final double TWO_TO_64 = 0x1p64;

    /** The upper half of each sum, then the lower one, unsigned. A sum without a price has -1 for its upper half. */
    private final long[] halves;

    Sums(int size) {
        halves = new long[2 * size];
    }

    /** @throws ArithmeticException when the sum does not fit: 1.7 × 10<sup>20</sup> units of a currency */
    void add(int at, long quantity, Rate rate) {
        if (rate.large().signum() == 0) {
            add(at, Math.multiplyHigh(quantity, rate.small()), quantity * rate.small());
        } else {
            BigInteger product = rate.large().multiply(BigInteger.valueOf(quantity));
            add(at, product.shiftRight(Long.SIZE).longValueExact(), product.longValue());
        }
    }

    private void add(int at, long upper, long lower) {
        long sum = halves[2 * at + 1] + lower;
        long carry = Long.compareUnsigned(sum, lower) < 0 ? 1 : 0;
        halves[2 * at] = Math.addExact(Math.addExact(halves[2 * at], upper), carry);
        halves[2 * at + 1] = sum;
    }

    void clear(int at) {
        halves[2 * at] = 0;
        halves[2 * at + 1] = 0;
    }

    void setUnpriced(int at) {
        halves[2 * at] = -1;
    }

    boolean priced(int at) {
        return halves[2 * at] >= 0;
    }

    /** Of two that are priced, in one currency. */
    int compare(int one, int other) {
        int upper = Long.compare(halves[2 * one], halves[2 * other]);
        return upper != 0 ? upper : Long.compareUnsigned(halves[2 * one + 1], halves[2 * other + 1]);
    }

    /** Raises a sum to another one where that is more; unpriced where that has no price. */
    void raise(int at, Sums other, int from) {
        boolean less = priced(at)
                && (!other.priced(from)
                        || halves[2 * at] < other.halves[2 * from]
                        || (halves[2 * at] == other.halves[2 * from]
                                && Long.compareUnsigned(halves[2 * at + 1], other.halves[2 * from + 1]) < 0));
        if (less) {
            System.arraycopy(other.halves, 2 * from, halves, 2 * at, 2);
        }
    }

    /** About how much, in units of the currency: for a score, never for the books. */
    double score(int at) {
        double lower = halves[2 * at + 1];
        return UNIT * (halves[2 * at] * TWO_TO_64 + (lower < 0 ? lower + TWO_TO_64 : lower));
    }

    /** Exactly how much. */
    BigDecimal amount(int at) {
        long upper = halves[2 * at];
        long lower = halves[2 * at + 1];
        if (upper == 0 && lower >= 0) {
            return BigDecimal.valueOf(lower, Money.SCALE);
        }
        BigInteger whole = BigInteger.valueOf(upper)
                .shiftLeft(Long.SIZE)
                .or(BigInteger.valueOf(lower)
                        .and(BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE)));
        return new BigDecimal(whole, Money.SCALE);
    }
}
