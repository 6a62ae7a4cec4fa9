package io.headgate.metering.aggregate;

import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Increment;
import io.headgate.schemas.message.Increment.Comparison;
import io.headgate.schemas.message.Increment.Line;
import io.headgate.schemas.message.Increment.Troubles;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one attempt adds to the books. */
final class Entry {
    private Entry() {}

    static Increment of(Attempt attempt, List<String> tags) {
        Bill bill = Bill.of(attempt);
        Usage usage = attempt.usage();
        Money cost = bill.cost();
        BigDecimal amount = cost == null ? null : cost.amount();
        return new Increment(
                line(attempt, bill, tags),
                1,
                one(attempt.summary().status() == AttemptStatus.COMPLETED),
                one(cost == null && !isUntold(attempt)),
                one(usage != null && usage.source() == Usage.Source.ESTIMATED),
                usage == null ? Map.of() : usage.quantities(),
                amount,
                bill.parts(),
                troubles(attempt, bill),
                amount == null || bill.dearest() == null ? null : new Comparison(bill.dearest(), amount),
                attempt.summary().duration());
    }

    /**
     * Whether nobody knows what was used: the price may well be known, and such an attempt counts as unknown, not as
     * unpriced.
     */
    private static boolean isUntold(Attempt attempt) {
        return attempt.summary().status() == AttemptStatus.UNKNOWN && attempt.usage() == null;
    }

    private static Line line(Attempt attempt, Bill bill, List<String> tags) {
        Target target = attempt.summary().target();
        String variant = attempt.variant();
        // The line of a price adds up meter by meter; a cost that is not made of it stands on a line without one.
        boolean ofPrice = bill.price() != null && (bill.cost() == null || bill.isExplained());
        return new Line(
                attempt.key().tenant(),
                BookText.project(attempt.tags().get(Aggregation.PROJECT_TAG)),
                attempt.alias(),
                new Target(target.provider(), target.endpoint(), target.model(), BookText.name(target.providerModel())),
                Bucket.MINUTE.begin(attempt.summary().startedAt()),
                currency(attempt, bill),
                chosen(attempt.tags(), tags),
                variant == null ? null : BookText.name(variant),
                ofPrice && bill.price() != null ? bill.price().id() : null,
                false);
    }

    /** What it cost is in it, or else the most that an attempt of unknown fate can have cost. */
    private static @Nullable Currency currency(Attempt attempt, Bill bill) {
        Money cost = bill.cost();
        if (cost != null) {
            return cost.currency();
        }
        Money bound = isUntold(attempt) ? bill.bound() : null;
        return bound == null ? null : bound.currency();
    }

    private static Map<String, String> chosen(Map<String, String> all, List<String> names) {
        if (names.isEmpty() || all.isEmpty()) {
            return Map.of();
        }
        Map<String, String> chosen = new HashMap<>();
        for (String name : names) {
            String value = all.get(name);
            if (value != null) {
                chosen.put(name, BookText.tag(value));
            }
        }
        return chosen;
    }

    private static Troubles troubles(Attempt attempt, Bill bill) {
        Money cost = bill.cost();
        return switch (attempt.summary().status()) {
            case COMPLETED, NOT_CALLED -> Troubles.NONE;
            case RETRYABLE, REFUSED -> new Troubles(1, cost == null ? null : cost.amount(), 0, null);
            case UNKNOWN -> new Troubles(0, null, 1, in(currency(attempt, bill), bill.bound()));
        };
    }

    /** The amount, if it is in the line's currency. */
    private static @Nullable BigDecimal in(@Nullable Currency currency, @Nullable Money bound) {
        return bound != null && bound.currency().equals(currency) ? bound.amount() : null;
    }

    private static long one(boolean counted) {
        return counted ? 1 : 0;
    }
}
