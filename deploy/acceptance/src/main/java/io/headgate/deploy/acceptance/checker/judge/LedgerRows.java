package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.evidence.Books;
import io.headgate.deploy.acceptance.checker.evidence.Intended;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.LedgerRow;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.Metered;
import io.headgate.deploy.acceptance.checker.evidence.Usage;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ledger beside the topics that it was made of, record by record: attempts, and calls that a crash cut off. */
final class LedgerRows {
    private LedgerRows() {}

    /** Where a row came from. */
    private record Source(int partition, long offset) {}

    /** An orphan, told by its call. */
    private record Orphan(Key attempt, long startedAt) {}

    static void compare(Log log, Books books, Offences offences) {
        Map<Source, LedgerRow> rows = new HashMap<>();
        Map<Orphan, LedgerRow> orphans = new HashMap<>();
        for (LedgerRow row : books.ledger()) {
            switch (row.kind()) {
                case ATTEMPT -> {
                    if (rows.put(new Source(row.partition(), row.offset()), row) != null) {
                        offences.add(row.attempt(), "is in the ledger twice");
                    }
                }
                case ORPHAN -> {
                    if (orphans.put(new Orphan(row.attempt(), row.startedAt()), row) != null) {
                        offences.add(row.attempt(), "is in the ledger twice as an orphan");
                    }
                }
                case CORRECTION -> {}
            }
        }
        for (Metered metered : log.attempts()) {
            LedgerRow row = rows.remove(
                    new Source(metered.place().partition(), metered.place().offset()));
            if (row == null) {
                if (books.droppedMonths().isEmpty()) {
                    offences.add(metered.attempt(), "(%s) is in no row of the ledger".formatted(metered.place()));
                }
            } else {
                compare(metered, row, offences);
            }
        }
        for (Intended orphan : log.orphans()) {
            LedgerRow row = orphans.get(new Orphan(orphan.attempt(), orphan.startedAt()));
            if (row != null) {
                dispatched(orphan.attempt(), orphan.dispatchedAt(), row, offences);
            } else if (books.droppedMonths().isEmpty()) {
                offences.add(orphan.attempt(), "is an orphan, and in no row of the ledger");
            }
        }
        if (!log.cut().contains("attempts")) {
            rows.values()
                    .forEach(row -> offences.add(
                            row.attempt(),
                            "is in the ledger, made of offset %d of partition %d, where no committed attempt is"
                                    .formatted(row.offset(), row.partition())));
        }
    }

    private static void compare(Metered metered, LedgerRow row, Offences offences) {
        if (!metered.attempt().equals(row.attempt())) {
            offences.add(metered.attempt(), "is in the ledger as " + row.attempt());
        } else if (!Amounts.same(metered.cost(), row.cost()) || !Objects.equals(metered.currency(), row.currency())) {
            offences.add(
                    metered.attempt(),
                    "cost %s %s, the ledger has %s %s"
                            .formatted(metered.cost(), metered.currency(), row.cost(), row.currency()));
        } else if (!quantities(metered.usage()).equals(quantities(row.usage()))) {
            offences.add(metered.attempt(), "used %s, the ledger has %s".formatted(metered.usage(), row.usage()));
        } else if (metered.usage() != null
                && !Objects.equals(metered.usage().tier(), row.usage().tier())) {
            offences.add(metered.attempt(), "was served %s, the ledger has %s".formatted(metered.usage(), row.usage()));
        } else {
            dispatched(metered.attempt(), metered.dispatchedAt(), row, offences);
        }
    }

    private static void dispatched(Key attempt, @Nullable Long at, LedgerRow row, Offences offences) {
        if (!Objects.equals(at, row.dispatchedAt())) {
            offences.add(attempt, "was dispatched at %s, the ledger has %s".formatted(at, row.dispatchedAt()));
        }
    }

    private static Map<String, Long> quantities(@Nullable Usage usage) {
        Map<String, Long> used = new HashMap<>();
        if (usage != null) {
            usage.quantities().forEach((meter, quantity) -> {
                if (quantity != 0) {
                    used.put(meter, quantity);
                }
            });
        }
        return used;
    }
}
