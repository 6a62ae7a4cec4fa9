package io.headgate.deploy.cli.demo;

import io.headgate.deploy.simulator.ledger.ProviderSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a batch was done exactly: every promise that can be checked from outside, one line each.
 *
 * @param lines in the order they are shown
 */
record Verdict(List<Line> lines) {
    Verdict {
        lines = List.copyOf(lines);
    }

    /** One promise, whether it holds, and the figures that say so. */
    record Line(boolean holds, String text) {
        @Override
        public String toString() {
            return (holds ? "✓ " : "✗ ") + text;
        }
    }

    boolean holds() {
        return lines.stream().allMatch(Line::holds);
    }

    /** With one promise more. */
    Verdict and(Line line) {
        return new Verdict(Stream.concat(lines.stream(), Stream.of(line)).toList());
    }

    /** Holds results against what was published, and the books against the providers' bills. */
    static Verdict of(int accepted, Tally tally, BookState books, Optional<Map<String, ProviderSummary>> bills) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                accepted == tally.ended() && tally.surplus() == 0,
                "accepted %,d = terminal %,d, %d twice".formatted(accepted, tally.ended(), tally.surplus())));
        bills.ifPresent(told -> union(books.completedByProvider(), told)
                .forEach(provider -> lines.add(metered(
                        provider,
                        books.completedByProvider().getOrDefault(provider, Books.Sum.NOTHING),
                        billed(told.get(provider))))));
        lines.add(new Line(
                books.unknown() == 0,
                "attempts whose fate is unknown (they may have been billed): " + books.unknown()));
        lines.add(new Line(
                books.ledger().sameAs(books.rollups()),
                "ledger %s = rollups %s"
                        .formatted(
                                Figures.money(books.ledger().cost()),
                                Figures.money(books.rollups().cost()))));
        return new Verdict(lines);
    }

    /** What Postgres said when everything was quiet. */
    record BookState(Map<String, Books.Sum> completedByProvider, Books.Sum ledger, Books.Sum rollups, long unknown) {}

    private static Line metered(String provider, Books.Sum metered, Books.Sum billed) {
        return new Line(
                metered.sameAs(billed),
                "%s: metered %,d calls, %,d + %,d tokens, %s = billed %,d calls, %,d + %,d tokens, %s"
                        .formatted(
                                provider,
                                metered.attempts(),
                                metered.inputTokens(),
                                metered.outputTokens(),
                                Figures.money(metered.cost()),
                                billed.attempts(),
                                billed.inputTokens(),
                                billed.outputTokens(),
                                Figures.money(billed.cost())));
    }

    private static Books.Sum billed(@Nullable ProviderSummary bill) {
        if (bill == null || bill.cost() == null) {
            return Books.Sum.NOTHING;
        }
        return new Books.Sum(bill.billed(), bill.promptTokens(), bill.completionTokens(), bill.cost());
    }

    private static SortedSet<String> union(Map<String, Books.Sum> books, Map<String, ProviderSummary> bills) {
        SortedSet<String> providers = new TreeSet<>(books.keySet());
        bills.forEach((provider, bill) -> {
            if (bill.billed() > 0) {
                providers.add(provider);
            }
        });
        return providers;
    }
}
