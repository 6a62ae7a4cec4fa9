package io.headgate.metering.reconcile;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says it billed.
 *
 * @param days that it covers, those without a line among them; one or more
 * @param compared the quantities that it tells
 * @param currency of its costs; null when it has none
 */
public record Bill(
        SortedSet<LocalDate> days,
        Set<Quantity> compared,
        @Nullable Currency currency,
        List<BilledLine> lines) {
    public Bill {
        days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
        compared = Set.copyOf(compared);
        lines = List.copyOf(lines);
    }
}
