package io.headgate.deploy.acceptance.simulation.judge;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One limit of one tenant, as anybody can reckon it who reads what the router reads and writes. Windows are of UTC. */
final class Tally {
    private final Limit limit;
    private final Map<String, Held> held = new HashMap<>();
    private final Map<Instant, BigDecimal> spent = new HashMap<>();

    private record Held(Instant window, BigDecimal amount, boolean called) {}

    Tally(Limit limit) {
        this.limit = limit;
    }

    Limit limit() {
        return limit;
    }

    private boolean isOfRequests() {
        return limit.measure() == Measure.REQUESTS || limit.measure() == Measure.IN_FLIGHT;
    }

    /** An attempt goes to a provider; gives the window that is charged. */
    Instant dispatched(Dispatch dispatch) {
        Instant window = windowOf(dispatch.dispatchedAt());
        if (isOfRequests()) {
            String request = dispatch.request().key().toString();
            return Objects.requireNonNullElse(
                            held.putIfAbsent(request, new Held(window, BigDecimal.ONE, false)),
                            new Held(window, BigDecimal.ONE, false))
                    .window();
        }
        Money worst = dispatch.reservation().amount();
        BigDecimal amount = limit.measure() == Measure.COST
                ? Objects.requireNonNull(worst).amount()
                : BigDecimal.valueOf(dispatch.reservation().inputTokens()
                        + dispatch.reservation().outputTokens());
        held.put(dispatch.attempt().value(), new Held(window, amount, false));
        return window;
    }

    /** An attempt is over. */
    void settled(Attempt attempt) {
        boolean called = attempt.summary().status() != AttemptStatus.NOT_CALLED;
        if (isOfRequests()) {
            held.computeIfPresent(
                    attempt.key().toString(), (_, h) -> new Held(h.window(), h.amount(), h.called() || called));
            return;
        }
        Held over = held.remove(attempt.summary().id().value());
        if (over != null) {
            spend(over.window(), used(attempt, over.amount()));
        }
    }

    /** A request has ended. */
    void ended(String request) {
        Held over = isOfRequests() ? held.remove(request) : null;
        if (over != null && limit.measure() == Measure.REQUESTS && over.called()) {
            spend(over.window(), over.amount());
        }
    }

    private void spend(Instant window, BigDecimal amount) {
        spent.merge(window, amount, BigDecimal::add);
    }

    /** What may have been billed and was not told counts as all that was held. */
    private BigDecimal used(Attempt attempt, BigDecimal reserved) {
        return switch (attempt.summary().status()) {
            case NOT_CALLED -> BigDecimal.ZERO;
            case COMPLETED, RETRYABLE, REFUSED -> reported(attempt, reserved);
            case UNKNOWN -> reserved.max(reported(attempt, reserved));
        };
    }

    /** What was used and has no known price counts as all that was held as well. */
    private BigDecimal reported(Attempt attempt, BigDecimal reserved) {
        if (attempt.usage() == null) {
            return BigDecimal.ZERO;
        }
        if (limit.measure() == Measure.COST) {
            return attempt.cost() instanceof Cost.Priced(Money cost) ? cost.amount() : reserved;
        }
        return BigDecimal.valueOf(
                attempt.usage().inputTokens() + attempt.usage().outputTokens());
    }

    BigDecimal spent(Instant window) {
        return spent.getOrDefault(window, BigDecimal.ZERO);
    }

    /** What open attempts or requests hold of a window. */
    BigDecimal reserved(Instant window) {
        return held.values().stream()
                .filter(h -> h.window().equals(window))
                .map(Held::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Windows in which anything was spent. */
    Iterable<Instant> windows() {
        return spent.keySet();
    }

    private Instant windowOf(Instant moment) {
        return switch (limit.window()) {
            case NOW -> Instant.EPOCH;
            case MINUTE -> moment.truncatedTo(ChronoUnit.MINUTES);
            case DAY -> moment.truncatedTo(ChronoUnit.DAYS);
            case MONTH -> throw new IllegalArgumentException("no world has a limit by month");
        };
    }
}
