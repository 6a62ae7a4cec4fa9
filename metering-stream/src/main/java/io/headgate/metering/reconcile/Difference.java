package io.headgate.metering.reconcile;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A day, a model and a quantity on which bill and ledger do not agree.
 *
 * @param model empty where the bill does not tell models apart
 * @param unknown attempts of that day and model of which nobody knows whether they were billed
 * @param upperBound the most these may have cost, an estimate, in the bill's currency; null when there is no bound
 * @param suspects which attempts these are, those that may have cost most first; not all where there are many
 * @param unpriced attempts of that day and model that are booked without a price
 */
public record Difference(
        LocalDate day,
        String model,
        Quantity quantity,
        BigDecimal billed,
        BigDecimal booked,
        long unknown,
        @Nullable BigDecimal upperBound,
        List<Suspect> suspects,
        long unpriced) {
    public Difference {
        suspects = List.copyOf(suspects);
    }

    public BigDecimal amount() {
        return billed.subtract(booked);
    }

    /** Whether what is booked without a price may be the difference: nobody knows what it cost. */
    public boolean mayBeTheUnpriced() {
        return quantity == Quantity.COST && unpriced > 0 && amount().signum() > 0;
    }

    /** Whether the unknown attempts may be the whole difference: there are some, and what they may have cost covers it. */
    public boolean mayBeTheUnknown() {
        boolean covered = quantity != Quantity.COST || upperBound == null || upperBound.compareTo(amount()) >= 0;
        return unknown > 0 && amount().signum() > 0 && covered;
    }

    /**
     * The fewest suspects that may be the whole difference: those that may have cost most, until they cover it. All of them where
     * no cost is compared, or where those that are named do not cover it.
     */
    public List<Suspect> fewest() {
        if (quantity != Quantity.COST) {
            return suspects;
        }
        BigDecimal left = amount();
        List<Suspect> fewest = new ArrayList<>();
        for (Suspect suspect : suspects) {
            if (left.signum() <= 0) {
                break;
            }
            fewest.add(suspect);
            BigDecimal bound = suspect.upperBound();
            left = bound == null ? BigDecimal.ZERO : left.subtract(bound);
        }
        return fewest;
    }
}
