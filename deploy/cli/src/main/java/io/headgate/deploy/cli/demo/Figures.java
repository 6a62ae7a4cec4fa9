package io.headgate.deploy.cli.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How the demo writes numbers: every digit of money that is not a trailing zero. */
final class Figures {
    private Figures() {}

    static String money(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return (stripped.scale() < 2 ? stripped.setScale(2, RoundingMode.UNNECESSARY) : stripped).toPlainString();
    }
}
