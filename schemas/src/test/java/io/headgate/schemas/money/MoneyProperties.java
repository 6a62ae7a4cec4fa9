package io.headgate.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.Currency;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class MoneyProperties {
    @Property
    void sumIsExact_andHasTheScale(@ForAll("amounts") BigDecimal a, @ForAll("amounts") BigDecimal b) {
        Money sum = dollars(a).plus(dollars(b));

        assertThat(sum.amount()).isEqualByComparingTo(a.add(b));
        assertThat(sum.amount().scale()).isEqualTo(Money.SCALE);
        assertThat(sum).isEqualTo(dollars(b).plus(dollars(a)));
    }

    @Property
    void whatIsAddedCanBeTakenAway(@ForAll("amounts") BigDecimal a, @ForAll("amounts") BigDecimal b) {
        assertThat(dollars(a).plus(dollars(b)).minus(dollars(b))).isEqualTo(dollars(a));
    }

    @Property
    void zeroChangesNothing(@ForAll("amounts") BigDecimal a) {
        assertThat(dollars(a).plus(Money.zero(Amounts.USD))).isEqualTo(dollars(a));
    }

    @Property
    void equalAmountsAreEqual_howeverTheyAreWritten(
            @ForAll("amounts") BigDecimal a, @ForAll @IntRange(min = 1, max = 20) int zeros) {
        assertThat(dollars(a.stripTrailingZeros())).isEqualTo(dollars(a)).hasSameHashCodeAs(dollars(a));
        assertThat(dollars(a.setScale(Money.SCALE + zeros))).isEqualTo(dollars(a));
    }

    @Property
    void refusedAndNeverRounded_whenThereAreMoreDecimals(
            @ForAll("amounts") BigDecimal a, @ForAll @IntRange(min = 1, max = 20) int further) {
        BigDecimal finer = a.add(BigDecimal.ONE.movePointLeft(Money.SCALE + further));

        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> dollars(finer));
    }

    @Property
    void textSaysTheWholeAmount(@ForAll("amounts") BigDecimal a) {
        String text = dollars(a).toString();

        assertThat(text).endsWith(" USD").doesNotContain("E");
        assertThat(new BigDecimal(text.replace(" USD", ""))).isEqualByComparingTo(a);
    }

    @Property
    void refused_whenCurrenciesDiffer(@ForAll("amounts") BigDecimal a, @ForAll("amounts") BigDecimal b) {
        Money euros = new Money(b, Currency.getInstance("EUR"));

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> dollars(a).plus(euros))
                .withMessageContaining("USD")
                .withMessageContaining("EUR");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> dollars(a).minus(euros));
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Amounts.amounts();
    }

    private static Money dollars(BigDecimal amount) {
        return new Money(amount, Amounts.USD);
    }
}
