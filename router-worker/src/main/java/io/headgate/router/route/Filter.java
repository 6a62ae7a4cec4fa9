package io.headgate.router.route;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says why a candidate cannot serve a request; in words, since a decision is explained by them. */
final class Filter {
    private final RouteQuery query;
    private final Health health;
    private final LocalDate today;
    /** The largest context window that a provider has found too short for the request; 0 for none. */
    private final long refusedWindow;

    Filter(RouteQuery query, Catalogue catalogue, Health health, Instant now) {
        this.query = query;
        this.health = health;
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.refusedWindow = refusedWindow(query, catalogue);
    }

    private static long refusedWindow(RouteQuery query, Catalogue catalogue) {
        long largest = 0;
        for (AttemptSummary attempt : query.history()) {
            Model model = catalogue.models().get(attempt.target().model());
            Failure failure = attempt.failure();
            if (model != null && failure != null && failure.code() == FailureCode.CONTEXT_TOO_LONG) {
                largest = Math.max(largest, model.contextWindow());
            }
        }
        return largest;
    }

    /** The first reason against the candidate; null when there is none. */
    @Nullable
    String against(Candidate candidate) {
        String reason = failedBefore(candidate);
        reason = reason != null ? reason : retired(candidate);
        reason = reason != null ? reason : incapable(candidate);
        reason = reason != null ? reason : tooShort(candidate);
        reason = reason != null ? reason : tooDear(candidate);
        return reason != null ? reason : unreachable(candidate);
    }

    private @Nullable String failedBefore(Candidate candidate) {
        List<EndpointExclusion> excluded = query.excluded();
        return excluded.stream().anyMatch(exclusion -> exclusion.covers(candidate.target()))
                ? "an earlier attempt there failed"
                : null;
    }

    private @Nullable String retired(Candidate candidate) {
        LocalDate retirement = candidate.model().deprecatedOn();
        return retirement != null && !today.isBefore(retirement) ? "retired on " + retirement : null;
    }

    private @Nullable String incapable(Candidate candidate) {
        Set<Capability> missing = new TreeSet<>(query.needs().capabilities());
        missing.removeAll(candidate.model().capabilities());
        return missing.isEmpty()
                ? null
                : "lacks "
                        + String.join(
                                ", ", missing.stream().map(Capability::wireName).toList());
    }

    private @Nullable String tooShort(Candidate candidate) {
        long input = query.needs().inputTokens();
        long window = candidate.model().contextWindow();
        if (window <= refusedWindow) {
            return "context window %d, and %d was too short".formatted(window, refusedWindow);
        }
        return input > window ? "context window %d, estimated input %d".formatted(window, input) : null;
    }

    /** A ceiling in another currency, or a model without a price, cannot be shown to be kept: it is not. */
    private @Nullable String tooDear(Candidate candidate) {
        RoutingContext context = query.request().context();
        Money ceiling = context.budget();
        if (ceiling == null) {
            return null;
        }
        Money worst = candidate.reservation().amount();
        if (worst == null) {
            return "unpriced, and the request may cost at most " + ceiling;
        }
        if (!worst.currency().equals(ceiling.currency())) {
            return "priced in %s, and the request may cost at most %s".formatted(worst.currency(), ceiling);
        }
        return worst.amount().compareTo(ceiling.amount()) > 0
                ? "may cost %s, the request at most %s".formatted(worst, ceiling)
                : null;
    }

    private @Nullable String unreachable(Candidate candidate) {
        return health.dispatchable(candidate.target().provider()) ? null : "its provider has no dispatch topic";
    }
}
