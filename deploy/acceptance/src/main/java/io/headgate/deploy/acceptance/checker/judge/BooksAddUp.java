package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Books;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.LedgerRow;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.QuotaTold;
import io.headgate.deploy.acceptance.checker.evidence.QuotaTold.Window;
import io.headgate.deploy.acceptance.checker.evidence.Sum;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * I7. Each attempt of the log is a row of the ledger, and each row an attempt, dispatched when its dispatch says; each orphan of
 * the log is a row; the ledger and each of the four rollups have the same sums; what the router spent of each limit is what the log adds up to, and what Postgres shows of it.
 * Limits on tokens and cost, of a day or a month; one that may have been changed in its window may have spent less.
 */
final class BooksAddUp implements Judge {
    private static final Set<String> KEPT = Set.of("day", "month", "now");

    @Override
    public Judgement judge(Evidence evidence) {
        Books books = evidence.books();
        Log log = evidence.log();
        Offences offences = new Offences();
        int limits = limits(log, offences);
        DispatchMoments.compare(log, offences);
        if (books == null) {
            return offences.judgementUnless(
                    Invariant.I7, "%,d limits".formatted(limits), "nobody said where the books are");
        }
        LedgerRows.compare(log, books, offences);
        Map<Sum.Line, Sum> ledger = sums(books);
        books.rollups().forEach((table, sums) -> compare(table, ledger, sums, books, offences));
        shown(log, books, offences);
        return offences.judgement(
                Invariant.I7,
                "%,d rows of the ledger, %,d lines in each of %d rollups, %,d limits"
                        .formatted(
                                books.ledger().size(),
                                ledger.size(),
                                books.rollups().size(),
                                limits));
    }

    private static Map<Sum.Line, Sum> sums(Books books) {
        Map<Sum.Line, Sum> sums = new HashMap<>();
        for (LedgerRow row : books.ledger()) {
            if (row.kind() != LedgerRow.Kind.ORPHAN) {
                sums.merge(
                        new Sum.Line(row.month(), row.attempt().tenant(), row.model(), row.standsIn()),
                        new Sum(
                                row.kind() == LedgerRow.Kind.ATTEMPT ? 1 : 0,
                                row.usage().inputTokens(),
                                row.usage().outputTokens(),
                                row.cost() == null ? BigDecimal.ZERO : row.cost()),
                        Sum::plus);
            }
        }
        return sums;
    }

    private static void compare(
            String table, Map<Sum.Line, Sum> ledger, Map<Sum.Line, Sum> rollup, Books books, Offences offences) {
        Differences.of(ledger, rollup).forEach((line, both) -> {
            if (!books.droppedMonths().contains(line.month())) {
                offences.add(line, "the ledger has %s, %s has %s".formatted(both.left(), table, both.right()));
            }
        });
    }

    /** How many limits could be worked out. */
    private static int limits(Log log, Offences offences) {
        if (log.cut().contains("attempts")
                || log.cut().contains("orphans")
                || log.cut().stream().anyMatch(topic -> topic.startsWith("dispatch."))) {
            return 0;
        }
        Charges charges = new Charges(log);
        int looked = 0;
        for (QuotaTold told : Quotas.lastByWindow(log.quotas()).values()) {
            if (Charges.covers(told.limited())) {
                looked++;
                BigDecimal spent = charges.in(told).spent();
                int compared = told.spent().compareTo(spent);
                if (compared > 0 || (compared < 0 && !charges.mayHaveChanged(told))) {
                    offences.add(
                            told.inWindow(),
                            "%s is spent, and the attempts of the log add up to %s"
                                    .formatted(told.spent().toPlainString(), spent.toPlainString()));
                }
            }
        }
        return looked;
    }

    /** What people see is what the router told last. Windows of a minute are forgotten after an hour. */
    private static void shown(Log log, Books books, Offences offences) {
        Map<Window, QuotaTold> shown = Quotas.lastByWindow(books.quotas());
        Quotas.lastByWindow(log.quotas()).forEach((window, told) -> {
            QuotaTold seen = shown.get(window);
            if (seen == null && KEPT.contains(window.limited().window())) {
                offences.add(window, "was told, and Postgres does not show it");
            } else if (seen != null
                    && (seen.spent().compareTo(told.spent()) != 0
                            || seen.reserved().compareTo(told.reserved()) != 0)) {
                offences.add(
                        window,
                        "%s spent and %s reserved were told, Postgres shows %s and %s"
                                .formatted(
                                        told.spent().toPlainString(),
                                        told.reserved().toPlainString(),
                                        seen.spent().toPlainString(),
                                        seen.reserved().toPlainString()));
            }
        });
    }
}
