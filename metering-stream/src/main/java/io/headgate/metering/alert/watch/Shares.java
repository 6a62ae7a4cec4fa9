package io.headgate.metering.alert.watch;

import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Parts of a whole, and how numbers are told. */
final class Shares {
    private static final int SHOWN_DECIMALS = 4;

    private Shares() {}

    /** {@code part / whole}, to 18 decimals; 0 when there is no whole. */
    static BigDecimal of(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? BigDecimal.ZERO : part.divide(whole, Money.SCALE, RoundingMode.HALF_EVEN);
    }

    static BigDecimal of(long part, long whole) {
        return of(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    /** {@code 81 %}, to the whole percent. */
    static String percent(BigDecimal share) {
        return share.movePointRight(2).setScale(0, RoundingMode.HALF_EVEN).toPlainString() + " %";
    }

    /** A number for people: 4 decimals at most, unless it would be nothing. */
    static String plain(BigDecimal number) {
        BigDecimal shown = number.setScale(SHOWN_DECIMALS, RoundingMode.HALF_EVEN);
        BigDecimal told = shown.signum() == 0 ? number : shown;
        return told.signum() == 0 ? "0" : told.stripTrailingZeros().toPlainString();
    }
}
