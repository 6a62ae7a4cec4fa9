package io.headgate.router.route;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Decision.Considered;
import io.headgate.schemas.money.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A decision in words: every candidate, and what was against it. Made only when somebody asks. */
final class Explanation {
    private final Slate slate;
    private final Shortlist shortlist;

    private Explanation(Shortlist shortlist) {
        this.slate = shortlist.slate();
        this.shortlist = shortlist;
    }

    /** @param chosen the rank that was chosen; -1 when nobody was */
    static Decision of(Shortlist shortlist, int chosen) {
        Explanation explanation = new Explanation(shortlist);
        Slate slate = shortlist.slate();
        List<Considered> considered = new ArrayList<>();
        for (int rank = 0; rank < slate.size(); rank++) {
            considered.add(explanation.considered(rank, chosen));
        }
        return new Decision(
                slate.plan().strategy().wireName(),
                slate.catalogue().revision(),
                considered,
                chosen < 0 ? null : slate.variant(slate.at(chosen)));
    }

    private Considered considered(int rank, int chosen) {
        int which = slate.at(rank);
        return new Considered(
                slate.candidate(which).target(),
                slate.expectedCost(which),
                passedOver(rank, which, chosen),
                slate.score(which));
    }

    private @Nullable String passedOver(int rank, int which, int chosen) {
        if (!slate.isAble(which)) {
            return against(which);
        }
        if (rank == chosen) {
            return null;
        }
        String refusal = shortlist.refusal(rank);
        if (refusal != null) {
            return refusal;
        }
        return rank < chosen ? Considered.BUSY + wait(rank, which) : Considered.RANKED_BEHIND;
    }

    private String wait(int rank, int which) {
        Duration reported = Duration.ofNanos(slate.waitNanos(which));
        Doors.Shut shut = shortlist.shut(rank);
        if (shut == null) {
            return shown(reported);
        }
        Duration held = shut.expected();
        return held == null ? "a time that nobody knows" : shown(held.compareTo(reported) > 0 ? held : reported);
    }

    private String against(int which) {
        Candidate candidate = slate.candidate(which);
        TargetHealth fares = slate.fares(which);
        return switch (slate.obstacle(which)) {
            case NONE -> throw new IllegalStateException("nothing is against " + candidate.target());
            case FAILED_BEFORE -> "an earlier attempt there failed";
            case RETIRED -> "retired on " + candidate.model().deprecatedOn();
            case INCAPABLE -> incapable(candidate);
            case CAPABILITY_REFUSED -> "it refused %s, though its lines say that it can".formatted(refused(candidate));
            case QUIRK -> "another model of the route is to have what needs " + needs();
            case WINDOW_REFUSED ->
                "context window %d, and %d was too short"
                        .formatted(
                                candidate.model().contextWindow(),
                                slate.filter().refusedWindow());
            case WINDOW_TOO_SHORT ->
                "context window %d, estimated input %d"
                        .formatted(
                                candidate.model().contextWindow(),
                                slate.query().needs().windowTokens());
            case PROVIDER_NOT_ASKED_FOR -> "the request is for other providers: " + askedFor();
            case PROVIDER_NOT_ALLOWED -> "its provider may not serve the tenant";
            case REGION_NOT_OF_TENANT -> "region %s may not serve the tenant".formatted(region(candidate));
            case REGION_NOT_OF_ROUTE -> "region %s is not one of the route's".formatted(region(candidate));
            case TOO_DEAR -> tooDear(which);
            case UNREACHABLE -> "its provider has no dispatch topic";
            case BREAKER_OPEN ->
                fares.notBefore() == null ? "its breaker is open" : "its breaker is open until " + fares.notBefore();
            case TOO_SLOW ->
                "one of twenty takes %s, the request allows %s"
                        .formatted(
                                shown(fares.slow()),
                                shown(slate.query().request().context().maxLatency()));
        };
    }

    private String incapable(Candidate candidate) {
        Set<Capability> missing = new TreeSet<>(slate.query().needs().capabilities());
        missing.removeAll(candidate.model().can());
        return missing.isEmpty() ? "makes embeddings, and no chat completions" : "lacks " + names(missing);
    }

    private String refused(Candidate candidate) {
        Set<Capability> refused = new TreeSet<>(slate.query().needs().capabilities());
        refused.retainAll(slate.filter().refused(candidate));
        return names(refused);
    }

    private String needs() {
        return names(new TreeSet<>(slate.query().needs().capabilities()));
    }

    private String askedFor() {
        return String.join(
                ", ",
                slate.query().request().context().onlyProviders().stream()
                        .map(ProviderName::value)
                        .sorted()
                        .toList());
    }

    private static String names(Set<Capability> capabilities) {
        return String.join(", ", capabilities.stream().map(Capability::wireName).toList());
    }

    private static String region(Candidate candidate) {
        return candidate.region() == null ? "unknown" : "'" + candidate.region() + "'";
    }

    private String tooDear(int which) {
        Money ceiling = slate.query().request().context().budget();
        Money worst = slate.worstCase(which);
        if (worst == null || ceiling == null) {
            return "unpriced, and the request may cost at most " + ceiling;
        }
        return worst.currency().equals(ceiling.currency())
                ? "may cost %s, the request at most %s".formatted(worst, ceiling)
                : "priced in %s, and the request may cost at most %s".formatted(worst.currency(), ceiling);
    }

    private static String shown(@Nullable Duration duration) {
        return duration == null ? "unknown" : "%d ms".formatted(duration.toMillis());
    }
}
