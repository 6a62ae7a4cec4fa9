package io.headgate.deploy.simulator.behaviour;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;

/** At which a provider serves, and what that costs of its price: as OpenAI has it, half and twice. */
public enum ServiceTier {
    STANDARD(100),
    /** With what capacity is to spare, at the price of a batch. */
    FLEX(50),
    /** Before all others. */
    PRIORITY(200);

    private final BigDecimal percent;

    ServiceTier(int percent) {
        this.percent = BigDecimal.valueOf(percent);
    }

    /** What is asked for this, where it costs so much at the ordinary tier; exact. */
    public BigDecimal of(BigDecimal cost) {
        return this == STANDARD ? cost : cost.multiply(percent).movePointLeft(2);
    }

    /** In the ledger and in configuration: {@code flex}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #toString} writes. Throws {@link IllegalArgumentException} on anything else. */
    public static ServiceTier parse(String text) {
        return Arrays.stream(values())
                .filter(tier -> tier.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "service tier '" + text + "': want one of " + Arrays.toString(values())));
    }
}
