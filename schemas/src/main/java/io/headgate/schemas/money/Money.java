package io.headgate.schemas.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An exact amount in a currency. The scale is always {@value #SCALE}: a price of up to 12 decimals per million tokens
 * times a whole number of tokens is exact in it, so nothing is ever rounded.
 */
public record Money(BigDecimal amount, Currency currency) {
    public static final int SCALE = 18;

    /** Sets the scale; an amount with more than {@value #SCALE} decimals is refused, never rounded. */
    public Money {
        amount = amount.setScale(SCALE, RoundingMode.UNNECESSARY);
    }

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** The sum; amounts of two currencies are never added. */
    public Money plus(Money other) {
        return new Money(amount.add(sameCurrency(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(sameCurrency(other).amount), currency);
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "money: seen %s and %s, allowed one currency".formatted(currency, other.currency));
        }
        return other;
    }

    /** For people: trailing zeros left out, the currency's code behind. */
    @Override
    public String toString() {
        BigDecimal stripped = amount.stripTrailingZeros();
        return (stripped.scale() < 2 ? stripped.setScale(2, RoundingMode.UNNECESSARY) : stripped).toPlainString() + " "
                + currency;
    }
}
