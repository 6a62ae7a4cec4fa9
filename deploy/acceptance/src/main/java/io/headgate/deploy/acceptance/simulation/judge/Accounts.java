package io.headgate.deploy.acceptance.simulation.judge;

import io.headgate.deploy.acceptance.simulation.world.Books;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Price;
import io.headgate.schemas.money.ServiceTier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** I7 and I13: the ledger, the rollups, and what the log comes to when it is added up anew, are the same to the last decimal. */
final class Accounts {
    private Accounts() {}

    /** Of one tenant. */
    private record Total(long attempts, long input, long output, BigDecimal cost) {
        static final Total NONE = new Total(0, 0, 0, BigDecimal.ZERO);

        Total plus(Total other) {
            return new Total(
                    attempts + other.attempts, input + other.input, output + other.output, cost.add(other.cost));
        }

        boolean is(Total other) {
            return attempts == other.attempts
                    && input == other.input
                    && output == other.output
                    && cost.compareTo(other.cost) == 0;
        }
    }

    static List<Violation> found(Evidence evidence, Books books) {
        Map<TenantId, Total> counted = new TreeMap<>();
        evidence.attempts().forEach(a -> counted.merge(a.key().tenant(), recomputed(a, evidence), Total::plus));
        Map<TenantId, Total> ledger = new TreeMap<>();
        books.ledger().forEach(row -> ledger.merge(row.attempt().key().tenant(), of(row), Total::plus));
        Map<TenantId, Total> rollups = new TreeMap<>();
        books.rollups().values().forEach(sum -> rollups.merge(sum.line().tenant(), of(sum), Total::plus));
        List<Violation> found = new ArrayList<>();
        compare("I13", "rollups", counted, rollups, found);
        compare("I7", "ledger", counted, ledger, found);
        return found;
    }

    private static void compare(
            String invariant,
            String what,
            Map<TenantId, Total> counted,
            Map<TenantId, Total> booked,
            List<Violation> found) {
        counted.forEach((tenant, total) -> {
            Total there = booked.getOrDefault(tenant, Total.NONE);
            if (!total.is(there)) {
                found.add(new Violation(
                        invariant, "%s: the log comes to %s, the %s to %s".formatted(tenant, total, what, there)));
            }
        });
    }

    /** By hand: tokens times the rate of the catalogue for a million, at the tier that was served; without a price, nothing. */
    private static Total recomputed(Attempt attempt, Evidence evidence) {
        if (attempt.usage() == null) {
            return new Total(1, 0, 0, BigDecimal.ZERO);
        }
        ModelName model = attempt.summary().target().model();
        Price price = Objects.requireNonNull(evidence.catalogue().models().get(model))
                .prices()
                .getFirst();
        long input = attempt.usage().of(Meter.INPUT);
        long output = attempt.usage().of(Meter.OUTPUT);
        return switch (attempt.usage().tier()) {
            case ServiceTier.Standard() -> new Total(1, input, output, cost(price.rates(), input, output));
            case ServiceTier.Batch() -> new Total(1, input, output, cost(price.batch(), input, output));
            case ServiceTier.Unquoted _ -> new Total(1, input, output, BigDecimal.ZERO);
        };
    }

    private static BigDecimal cost(Map<Meter, BigDecimal> rates, long input, long output) {
        return cost(rates, Meter.INPUT, input).add(cost(rates, Meter.OUTPUT, output));
    }

    private static BigDecimal cost(Map<Meter, BigDecimal> rates, Meter meter, long tokens) {
        BigDecimal rate = Objects.requireNonNull(rates.get(meter));
        return rate.multiply(BigDecimal.valueOf(tokens)).divide(BigDecimal.valueOf(1_000_000));
    }

    private static Total of(Books.LedgerRow row) {
        Attempt attempt = row.attempt();
        BigDecimal cost =
                row.bill().cost() == null ? BigDecimal.ZERO : row.bill().cost().amount();
        return attempt.usage() == null
                ? new Total(1, 0, 0, cost)
                : new Total(1, attempt.usage().of(Meter.INPUT), attempt.usage().of(Meter.OUTPUT), cost);
    }

    private static Total of(Increment sum) {
        return new Total(
                sum.attempts(),
                sum.quantities().getOrDefault(Meter.INPUT, 0L),
                sum.quantities().getOrDefault(Meter.OUTPUT, 0L),
                sum.amount() == null ? BigDecimal.ZERO : sum.amount());
    }
}
