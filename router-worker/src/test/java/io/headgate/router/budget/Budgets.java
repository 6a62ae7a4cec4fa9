package io.headgate.router.budget;

import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.catalog.Limit.OnExceeded;
import io.headgate.schemas.catalog.Limit.Window;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Limits, and attempts that are over, as the tests of budgets write them. */
public final class Budgets {
    public static final Currency USD = Currency.getInstance("USD");
    static final ModelName LARGE = new ModelName("alpha-large");
    static final Place PLACE =
            new Place(new ProviderName("alpha"), Priority.STANDARD, Samples.NOW, Samples.NOW.plusSeconds(600));

    private Budgets() {}

    public static Limit limit(Measure measure, Window window, String amount) {
        return limit(measure, window, amount, OnExceeded.REJECT);
    }

    public static Limit limit(Measure measure, Window window, String amount, OnExceeded onExceeded) {
        Currency currency = measure == Measure.COST ? USD : null;
        return new Limit(measure, window, new BigDecimal(amount), currency, ZoneId.of("UTC"), onExceeded, false);
    }

    static Limit in(ZoneId zone, Limit limit) {
        return new Limit(
                limit.measure(),
                limit.window(),
                limit.amount(),
                limit.currency(),
                zone,
                limit.onExceeded(),
                limit.unpricedAllowed());
    }

    static TenantLimits tenant(Limit... limits) {
        return new TenantLimits(Samples.ACME, List.of(limits), Map.of(), Map.of());
    }

    static Ask ask(TenantLimits limits, String attempt, long tokens, @Nullable String cost, List<Line> carried) {
        return new Ask(limits, new AttemptId(attempt), "search", LARGE, reservation(tokens, cost), carried);
    }

    static Reservation reservation(long tokens, @Nullable String cost) {
        return new Reservation(tokens, 0, cost == null ? null : Money.of(cost, "USD"));
    }

    /** An attempt that is over; tokens and cost as reported, null for none. */
    public static Attempt over(
            String attempt, AttemptStatus status, @Nullable Long tokens, @Nullable String cost, Disposition next) {
        Attempt sample = Samples.attempt(next, 1, Samples.summary("eu", FailureCode.UNKNOWN));
        AttemptSummary summary = new AttemptSummary(
                new AttemptId(attempt),
                new Target(new ProviderName("alpha"), new EndpointName("eu"), LARGE, "x"),
                status,
                null,
                null,
                Samples.NOW,
                Duration.ZERO);
        return new Attempt(
                sample.key(),
                summary,
                Integer.parseInt(attempt.substring(attempt.lastIndexOf('/') + 1)),
                sample.alias(),
                null,
                null,
                Map.of(),
                null,
                tokens == null ? null : new Usage(Map.of(Meter.INPUT, tokens), Usage.Source.REPORTED),
                null,
                cost == null ? new Cost.Unpriced("no price in force") : new Cost.Priced(Money.of(cost, "USD")),
                sample.reservation(),
                null,
                null,
                sample.revision(),
                next);
    }

    /** A call of an attempt on alpha-large, for project search, that a crash cut off: dispatched and begun at a moment. */
    public static Intent orphan(String attempt, long tokens, @Nullable String cost, Instant startedAt) {
        return new Intent(
                new RequestKey(Samples.ACME, new RequestId(attempt.substring(0, attempt.lastIndexOf('/')))),
                new AttemptId(attempt),
                1,
                1,
                Samples.FAST,
                Map.of("project", "search"),
                new Target(new ProviderName("alpha"), new EndpointName("eu"), LARGE, "x"),
                null,
                reservation(tokens, cost),
                new CatalogRevision(7),
                "worker-1",
                startedAt,
                startedAt,
                startedAt);
    }

    static Attempt over(String attempt, AttemptStatus status, @Nullable Long tokens, @Nullable String cost) {
        return over(attempt, status, tokens, cost, new Disposition.Final());
    }
}
