package io.headgate.router.route;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what stands between a request and a candidate. Makes no objects: explaining is another's work. */
final class Filter {
    /** A model makes embeddings or it talks: it has to be the one where that is wanted, and the other where not. */
    private static final int EMBEDS = Candidate.bits(Set.of(Capability.EMBEDDINGS));

    private final RouteQuery query;
    private final Catalogue catalogue;
    private final Health health;
    private final Instant now;
    private final int needs;
    private final Set<String> regionsOfRoute;
    private final @Nullable Tenant tenant;
    /** The largest context window that a provider has found too short for the request; 0 for none. */
    private final long refusedWindow;

    Filter(RouteQuery query, Plan plan, Catalogue catalogue, Health health, Instant now) {
        this.query = query;
        this.catalogue = catalogue;
        this.health = health;
        this.now = now;
        this.needs = Candidate.bits(query.needs().capabilities());
        this.regionsOfRoute = plan.route().selection().regions();
        this.tenant = catalogue.tenants().get(query.request().key().tenant());
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

    RouteQuery query() {
        return query;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Health health() {
        return health;
    }

    Instant now() {
        return now;
    }

    long refusedWindow() {
        return refusedWindow;
    }

    /** @param worst what the candidate may cost, where the request has a budget; null when unpriced */
    Obstacle against(Candidate candidate, TargetHealth fares, @Nullable Money worst) {
        Obstacle obstacle = ofRequest(candidate);
        obstacle = obstacle != Obstacle.NONE ? obstacle : ofPolicy(candidate);
        if (obstacle != Obstacle.NONE) {
            return obstacle;
        }
        if (tooDear(worst)) {
            return Obstacle.TOO_DEAR;
        }
        return ofTheMoment(candidate, fares);
    }

    private Obstacle ofRequest(Candidate candidate) {
        Model model = candidate.model();
        if (failedBefore(candidate)) {
            return Obstacle.FAILED_BEFORE;
        }
        if (candidate.retiredAt() != null && !now.isBefore(candidate.retiredAt())) {
            return Obstacle.RETIRED;
        }
        boolean otherKind = ((needs ^ candidate.capabilities()) & EMBEDS) != 0;
        if (otherKind || (needs & ~candidate.capabilities()) != 0) {
            return Obstacle.INCAPABLE;
        }
        if (refusedBefore(candidate)) {
            return Obstacle.CAPABILITY_REFUSED;
        }
        if (candidate.barredFor(needs)) {
            return Obstacle.QUIRK;
        }
        if (model.contextWindow() <= refusedWindow) {
            return Obstacle.WINDOW_REFUSED;
        }
        // The window holds the answer as well: a token of it must be left.
        return query.needs().windowTokens() >= model.contextWindow() ? Obstacle.WINDOW_TOO_SHORT : Obstacle.NONE;
    }

    private boolean refusedBefore(Candidate candidate) {
        Set<Capability> refused = refused(candidate);
        return !refused.isEmpty() && (needs & Candidate.bits(refused)) != 0;
    }

    /** What the candidate's model was seen to refuse. */
    Set<Capability> refused(Candidate candidate) {
        return health.refused(candidate.model());
    }

    private boolean failedBefore(Candidate candidate) {
        for (int i = 0; i < query.excluded().size(); i++) {
            if (query.excluded().get(i).covers(candidate.target())) {
                return true;
            }
        }
        return false;
    }

    private Obstacle ofPolicy(Candidate candidate) {
        Set<ProviderName> asked = query.request().context().onlyProviders();
        if (!asked.isEmpty() && !asked.contains(candidate.target().provider())) {
            return Obstacle.PROVIDER_NOT_ASKED_FOR;
        }
        if (tenant != null
                && !tenant.providers().isEmpty()
                && !tenant.providers().contains(candidate.target().provider())) {
            return Obstacle.PROVIDER_NOT_ALLOWED;
        }
        if (tenant != null && outside(tenant.regions(), candidate.region())) {
            return Obstacle.REGION_NOT_OF_TENANT;
        }
        return outside(regionsOfRoute, candidate.region()) ? Obstacle.REGION_NOT_OF_ROUTE : Obstacle.NONE;
    }

    /** Where nobody knows where an endpoint stands, it cannot be shown to stand where it must. */
    private static boolean outside(Set<String> regions, @Nullable String region) {
        return !regions.isEmpty() && (region == null || !regions.contains(region));
    }

    /** A ceiling in another currency, or a model without a price, cannot be shown to be kept: it is not. */
    private boolean tooDear(@Nullable Money worst) {
        Money ceiling = query.request().context().budget();
        return ceiling != null
                && (worst == null
                        || !worst.currency().equals(ceiling.currency())
                        || worst.amount().compareTo(ceiling.amount()) > 0);
    }

    private Obstacle ofTheMoment(Candidate candidate, TargetHealth fares) {
        if (!health.dispatchable(candidate.target().provider())) {
            return Obstacle.UNREACHABLE;
        }
        if (fares.shut(now)) {
            return Obstacle.BREAKER_OPEN;
        }
        Duration most = query.request().context().maxLatency();
        // Who is not known yet is not shut out: somebody has to find out.
        return most != null
                        && fares.known()
                        && fares.slow() != null
                        && fares.slow().compareTo(most) > 0
                ? Obstacle.TOO_SLOW
                : Obstacle.NONE;
    }
}
