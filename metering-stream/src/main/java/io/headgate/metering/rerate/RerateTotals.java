package io.headgate.metering.rerate;

import io.headgate.schemas.id.ModelName;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What rerating comes to, by day and model: one line for each currency. Not thread-safe. */
public final class RerateTotals {
    private static final Comparator<Key> ORDER = Comparator.comparing(Key::day)
            .thenComparing(Key::model)
            .thenComparing(key -> key.currency() == null ? "" : key.currency().getCurrencyCode());

    private final SortedMap<Key, Line> lines = new TreeMap<>(ORDER);

    /**
     * Attempts of a day and a model.
     *
     * @param currency null on the line of those that are unpriced before and after
     * @param attempts how many have an amount in this currency, before or after; on the line without one, how many have none
     * @param booked what the books have for them now
     * @param recomputed what they come to; where the prices do not tell, what the books have
     * @param unpricedBefore of those, how many had no price
     * @param unpricedAfter how many have none now
     */
    public record Line(
            LocalDate day,
            ModelName model,
            @Nullable Currency currency,
            long attempts,
            BigDecimal booked,
            BigDecimal recomputed,
            long unpricedBefore,
            long unpricedAfter) {
        public BigDecimal difference() {
            return recomputed.subtract(booked);
        }

        private Line plus(Line other) {
            return new Line(
                    day,
                    model,
                    currency,
                    attempts + other.attempts,
                    booked.add(other.booked),
                    recomputed.add(other.recomputed),
                    unpricedBefore + other.unpricedBefore,
                    unpricedAfter + other.unpricedAfter);
        }
    }

    private record Key(
            LocalDate day, ModelName model, @Nullable Currency currency) {}

    public void add(Rerating rerating) {
        BookedAttempt attempt = rerating.attempt();
        LocalDate day = LocalDate.ofInstant(attempt.key().accountedAt(), ZoneOffset.UTC);
        boolean wasUnpriced = attempt.booked().isEmpty();
        if (wasUnpriced && rerating.cost().isEmpty()) {
            put(new Line(day, attempt.model(), null, 1, BigDecimal.ZERO, BigDecimal.ZERO, 1, 1));
        }
        attempt.booked().forEach((currency, amounts) -> {
            BigDecimal change = rerating.corrections().stream()
                    .filter(correction -> correction.currency().equals(currency))
                    .map(correction -> correction.difference().total())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            put(new Line(
                    day,
                    attempt.model(),
                    currency,
                    1,
                    amounts.total(),
                    amounts.total().add(change),
                    0,
                    0));
        });
        for (Correction correction : rerating.corrections()) {
            if (!attempt.booked().containsKey(correction.currency())) {
                put(new Line(
                        day,
                        attempt.model(),
                        correction.currency(),
                        1,
                        BigDecimal.ZERO,
                        correction.difference().total(),
                        wasUnpriced ? 1 : 0,
                        0));
            }
        }
    }

    private void put(Line line) {
        lines.merge(new Key(line.day(), line.model(), line.currency()), line, Line::plus);
    }

    /** By day, then model, then currency. */
    public List<Line> lines() {
        return List.copyOf(lines.values());
    }
}
