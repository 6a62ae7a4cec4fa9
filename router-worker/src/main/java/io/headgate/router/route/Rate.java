package io.headgate.router.route;

import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The price of one unit of a meter, in 10<sup>-18</sup> of the currency's unit: a whole number, since a catalogue's price is
 * of a million tokens and has at most twelve decimals.
 *
 * @param small the same, where it fits
 * @param large the same where it does not fit into 63 bits, else zero
 */
record Rate(long small, BigInteger large) {
    static final Rate FREE = new Rate(0, BigInteger.ZERO);

    /** The one that is more. */
    static Rate dearer(Rate one, Rate other) {
        return one.whole().compareTo(other.whole()) < 0 ? other : one;
    }

    private BigInteger whole() {
        return large.signum() == 0 ? BigInteger.valueOf(small) : large;
    }

    /** @param quoted as a catalogue has it, for {@link Meter#unitsPerPrice()} units */
    static Rate of(Meter meter, BigDecimal quoted) {
        BigInteger unit = quoted.setScale(Price.MAX_DECIMALS, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .multiply(BigInteger.valueOf(1_000_000L / meter.unitsPerPrice()));
        return unit.bitLength() < Long.SIZE ? new Rate(unit.longValueExact(), BigInteger.ZERO) : new Rate(0, unit);
    }
}
