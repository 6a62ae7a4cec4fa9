package io.headgate.router.budget;

import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.catalog.Limit.Measure;
import io.headgate.schemas.id.ModelName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the books should say, found by looking through everything that ever happened. */
final class NaiveBooks {
    /** One attempt as it is remembered for ever. */
    static final class Made {
        final Asked request;
        final int number;
        final ModelName model;
        final Instant at;
        final BigDecimal tokens;
        final BigDecimal cost;
        boolean open = true;
        BigDecimal usedTokens = BigDecimal.ZERO;
        BigDecimal usedCost = BigDecimal.ZERO;

        Made(Asked request, int number, ModelName model, Instant at, long tokens, BigDecimal cost) {
            this.request = request;
            this.number = number;
            this.model = model;
            this.at = at;
            this.tokens = BigDecimal.valueOf(tokens);
            this.cost = cost;
        }

        String id() {
            return request.id + "/" + number;
        }

        BigDecimal held(Measure measure) {
            return measure == Measure.COST ? cost : tokens;
        }

        BigDecimal used(Measure measure) {
            return measure == Measure.COST ? usedCost : usedTokens;
        }
    }

    /** One request as it is remembered for ever. */
    static final class Asked {
        final String id;
        final @Nullable String project;
        final Instant at;
        boolean ended;
        boolean called;

        Asked(String id, @Nullable String project, Instant at) {
            this.id = id;
            this.project = project;
            this.at = at;
        }
    }

    final List<Asked> requests = new ArrayList<>();
    final List<Made> attempts = new ArrayList<>();

    /** What open attempts, or requests, hold under a limit in the window of {@code now}. */
    BigDecimal reserved(ScopedLimit scoped, Instant now) {
        return switch (scoped.limit().measure()) {
            case REQUESTS ->
                count(requests.stream()
                        .filter(r -> !r.ended && counts(scoped.scope(), r) && inWindow(scoped.limit(), r.at, now))
                        .count());
            case IN_FLIGHT ->
                count(requests.stream()
                        .filter(r -> !r.ended && counts(scoped.scope(), r))
                        .count());
            case TOKENS, COST ->
                attempts.stream()
                        .filter(a -> a.open && counts(scoped.scope(), a) && inWindow(scoped.limit(), a.at, now))
                        .map(a -> a.held(scoped.limit().measure()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        };
    }

    BigDecimal spent(ScopedLimit scoped, Instant now) {
        return switch (scoped.limit().measure()) {
            case IN_FLIGHT -> BigDecimal.ZERO;
            case REQUESTS ->
                count(requests.stream()
                        .filter(r -> r.ended && r.called)
                        .filter(r -> counts(scoped.scope(), r) && inWindow(scoped.limit(), r.at, now))
                        .count());
            case TOKENS, COST ->
                attempts.stream()
                        .filter(a -> !a.open && counts(scoped.scope(), a) && inWindow(scoped.limit(), a.at, now))
                        .map(a -> a.used(scoped.limit().measure()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        };
    }

    BigDecimal overshot(ScopedLimit scoped, Instant now) {
        Measure measure = scoped.limit().measure();
        return switch (measure) {
            case REQUESTS, IN_FLIGHT -> BigDecimal.ZERO;
            case TOKENS, COST ->
                attempts.stream()
                        .filter(a -> !a.open && counts(scoped.scope(), a) && inWindow(scoped.limit(), a.at, now))
                        .map(a -> a.used(measure).subtract(a.held(measure)).max(BigDecimal.ZERO))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        };
    }

    /** Whether an attempt that holds so much would keep the limit; one that goes on counts as the request it is. */
    boolean fits(ScopedLimit scoped, Made asked, Instant now) {
        boolean ofRequest =
                scoped.limit().measure() == Measure.REQUESTS || scoped.limit().measure() == Measure.IN_FLIGHT;
        if (ofRequest && asked.number > 1) {
            return true;
        }
        BigDecimal more = ofRequest ? BigDecimal.ONE : asked.held(scoped.limit().measure());
        return spent(scoped, now)
                        .add(reserved(scoped, now))
                        .add(more)
                        .compareTo(scoped.limit().amount())
                <= 0;
    }

    private static boolean inWindow(Limit limit, Instant then, Instant now) {
        return Span.of(limit.window(), limit.zone(), now).contains(then);
    }

    private static boolean counts(Scope scope, Made attempt) {
        return switch (scope) {
            case Scope.OnModel(ModelName model) -> attempt.model.equals(model);
            case Scope.Project _, Scope.WholeTenant _ -> counts(scope, attempt.request);
        };
    }

    private static boolean counts(Scope scope, Asked request) {
        return switch (scope) {
            case Scope.WholeTenant() -> true;
            case Scope.Project(String name) -> Objects.equals(name, request.project);
            case Scope.OnModel _ -> throw new IllegalArgumentException("requests on one model are not in this model");
        };
    }

    private static BigDecimal count(long number) {
        return BigDecimal.valueOf(number);
    }
}
