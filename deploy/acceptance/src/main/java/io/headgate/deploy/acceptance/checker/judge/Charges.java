package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.evidence.Dispatched;
import io.headgate.deploy.acceptance.checker.evidence.Intended;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import io.headgate.deploy.acceptance.checker.evidence.Log;
import io.headgate.deploy.acceptance.checker.evidence.Metered;
import io.headgate.deploy.acceptance.checker.evidence.QuotaTold;
import io.headgate.deploy.acceptance.checker.evidence.QuotaTold.Limited;
import io.headgate.deploy.acceptance.checker.evidence.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What attempts that are over count under limits, worked out from the log alone; and calls that a crash cut off, each as all
 * that its attempt held.
 */
final class Charges {
    private static final Set<String> MEASURES = Set.of("tokens", "cost");
    private static final Set<String> WINDOWS = Set.of("day", "month");

    private final Map<String, List<Charge>> byTenant = new HashMap<>();
    private final Log log;

    /**
     * A call that is over, and how its attempt was dispatched.
     *
     * @param metered null of one that a crash cut off
     */
    private record Charge(Dispatched dispatched, @Nullable Metered metered) {}

    /** A call, by its attempt and its start. */
    private record Call(Key attempt, long startedAt) {}

    /**
     * What a window adds up to.
     *
     * @param spent all of it
     * @param within the part that had been held; a call that a crash cut off had nothing held for it
     */
    record Spent(BigDecimal spent, BigDecimal within) {}

    Charges(Log log) {
        this.log = log;
        Map<Key, Dispatched> dispatches = new HashMap<>();
        log.dispatches().forEach(dispatched -> dispatches.put(dispatched.attempt(), dispatched));
        log.attempts().forEach(metered -> add(dispatches.get(metered.attempt()), metered));
        Set<Call> orphaned = new HashSet<>();
        for (Intended orphan : log.orphans()) {
            if (orphaned.add(new Call(orphan.attempt(), orphan.startedAt()))) {
                add(dispatches.get(orphan.attempt()), null);
            }
        }
    }

    private void add(@Nullable Dispatched dispatched, @Nullable Metered metered) {
        if (dispatched != null) {
            byTenant.computeIfAbsent(dispatched.attempt().tenant(), _ -> new ArrayList<>())
                    .add(new Charge(dispatched, metered));
        }
    }

    /** Whether a limit is one that can be worked out: tokens or cost of a day or a month. */
    static boolean covers(Limited limited) {
        return MEASURES.contains(limited.measure()) && WINDOWS.contains(limited.window());
    }

    /** What attempts that were dispatched in the window count under the limit. */
    Spent in(QuotaTold told) {
        BigDecimal spent = BigDecimal.ZERO;
        BigDecimal within = BigDecimal.ZERO;
        for (Charge charge : charges(told)) {
            BigDecimal held = held(told.limited(), charge.dispatched);
            if (held != null) {
                Metered metered = charge.metered;
                BigDecimal used = metered == null ? held : used(told.limited(), metered, held);
                spent = spent.add(used);
                within = metered == null ? within : within.add(used.min(held));
            }
        }
        return new Spent(spent, within);
    }

    /** Whether a limit may have been changed in the window: then it may have begun to count in the middle of it. */
    boolean mayHaveChanged(QuotaTold told) {
        Set<Long> revisions = new HashSet<>();
        charges(told).forEach(charge -> revisions.add(charge.dispatched.revision()));
        return revisions.size() > 1
                || log.settingsChanged().contains(told.limited().tenant());
    }

    private List<Charge> charges(QuotaTold told) {
        return byTenant.getOrDefault(told.limited().tenant(), List.of()).stream()
                .filter(charge -> told.limited().counts(charge.dispatched.project(), charge.dispatched.model()))
                .filter(charge -> charge.dispatched.dispatchedAt() >= told.windowStart()
                        && charge.dispatched.dispatchedAt() < told.windowEnd())
                .toList();
    }

    /** Null where the limit does not count the attempt: it has no price, or one in another currency. */
    static @Nullable BigDecimal held(Limited limited, Dispatched dispatched) {
        if (limited.measure().equals("tokens")) {
            return BigDecimal.valueOf(dispatched.held().tokens());
        }
        String currency = dispatched.held().currency();
        return currency != null && currency.equals(limited.currency())
                ? dispatched.held().amount()
                : null;
    }

    /** What nobody learned counts as all that was held. */
    private static BigDecimal used(Limited limited, Metered metered, BigDecimal held) {
        return switch (metered.status()) {
            case NOT_CALLED -> BigDecimal.ZERO;
            case UNKNOWN -> reported(limited, metered, held).max(held);
            case COMPLETED -> metered.usage() == null ? held : reported(limited, metered, held);
            case RETRYABLE, REFUSED -> reported(limited, metered, held);
        };
    }

    private static BigDecimal reported(Limited limited, Metered metered, BigDecimal held) {
        Usage usage = metered.usage();
        if (usage == null || usage.quantities().isEmpty()) {
            return BigDecimal.ZERO;
        }
        if (limited.measure().equals("tokens")) {
            return BigDecimal.valueOf(usage.tokens());
        }
        String currency = metered.currency();
        return metered.cost() != null && currency != null && currency.equals(limited.currency())
                ? metered.cost()
                : held;
    }
}
