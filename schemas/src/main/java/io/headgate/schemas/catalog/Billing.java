package io.headgate.schemas.catalog;

import io.headgate.schemas.money.Money;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * How a provider bills us.
 *
 * @param cycleDay the day of the month on which a billing cycle begins, 1 to {@value #LAST_CYCLE_DAY}
 * @param zone in which days begin
 * @param commitments in the order of their first days; those of one currency do not overlap
 */
public record Billing(int cycleDay, ZoneId zone, List<Commitment> commitments) {
    /** Every month has it. */
    public static final int LAST_CYCLE_DAY = 28;

    /** Months of the calendar, in UTC, and nothing promised. */
    public static final Billing CALENDAR_MONTHS = new Billing(1, ZoneId.of("UTC"), List.of());

    public Billing {
        if (cycleDay < 1 || cycleDay > LAST_CYCLE_DAY) {
            throw new IllegalArgumentException(
                    "billing cycle: seen day %d, allowed 1 to %d".formatted(cycleDay, LAST_CYCLE_DAY));
        }
        commitments = List.copyOf(commitments);
    }

    /**
     * What was promised to be spent with the provider.
     *
     * @param amount above zero
     * @param from the first day
     * @param to the last day, itself within
     */
    public record Commitment(Money amount, LocalDate from, LocalDate to) {
        public Commitment {
            if (amount.amount().signum() <= 0 || to.isBefore(from)) {
                throw new IllegalArgumentException(
                        "commitment: seen %s from %s to %s, allowed an amount above 0 and a first day not after the last"
                                .formatted(amount, from, to));
            }
        }

        /** Whether the two hold on one day for one currency: then it would not be known which one is spent. */
        public boolean overlaps(Commitment other) {
            return amount.currency().equals(other.amount.currency())
                    && !from.isAfter(other.to)
                    && !other.from.isAfter(to);
        }
    }
}
