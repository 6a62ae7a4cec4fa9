package io.headgate.router.explain;

import io.headgate.router.explain.Explained.CanaryTrial;
import io.headgate.router.route.Binding;
import io.headgate.router.route.CanaryFigures;
import io.headgate.router.route.Opinion;
import io.headgate.router.route.RateRoom;
import io.headgate.router.route.RouteDecision;
import io.headgate.router.route.TargetHealth;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Decision.Considered;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An explanation in the names that results have, as maps, lists, strings, numbers and null: ready to be JSON. */
public final class Report {

    private final Explained.Routed routed;
    private final Decision decision;

    private Report(Explained.Routed routed) {
        this.routed = routed;
        this.decision = routed.decision().decision();
    }

    /** All of it. */
    public static Map<String, @Nullable Object> of(Explained.Routed routed) {
        return new Report(routed).all();
    }

    private Map<String, @Nullable Object> all() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("tenant", routed.request().key().tenant().value());
        all.put("alias", routed.request().alias().value());
        all.put("catalog_revision", decision.revision().number());
        all.put("strategy", decision.strategy());
        all.put("variant", decision.variant());
        all.put("needs", needs());
        switch (routed.decision()) {
            case RouteDecision.Chosen chosen -> {
                all.put("chosen", chosen(chosen));
                all.put("error", null);
            }
            case RouteDecision.NoCandidate none -> {
                all.put("chosen", null);
                all.put("error", failure(none.failure()));
            }
        }
        all.put("waits", waits());
        all.put("not_asked", notAsked());
        all.put("canary", routed.trial() == null ? null : canary(routed.trial()));
        all.put(
                "considered",
                decision.considered().stream().map(this::considered).toList());
        return all;
    }

    /** What decides as well when a request is sent: known to the task that has the tenant, maybe in another process. */
    private List<String> notAsked() {
        List<String> notAsked = new ArrayList<>();
        if (!routed.limitsAsked()) {
            notAsked.add("the tenant's limits");
        }
        if (!routed.roomAsked()) {
            notAsked.add("who waits before providers");
        }
        // In the task's memory; where it has sent too much, somebody soon waits.
        notAsked.add("how much is with providers while nobody waits");
        return notAsked;
    }

    private Map<String, @Nullable Object> needs() {
        Map<String, @Nullable Object> needs = new LinkedHashMap<>();
        needs.put(
                "capabilities",
                routed.needs().capabilities().stream()
                        .map(Capability::wireName)
                        .sorted()
                        .toList());
        needs.put("input_tokens", routed.needs().inputTokens());
        needs.put("max_output_tokens", routed.needs().maxOutputTokens());
        needs.put("choices", routed.needs().choices());
        return needs;
    }

    private static Map<String, @Nullable Object> chosen(RouteDecision.Chosen chosen) {
        Map<String, @Nullable Object> to = target(chosen.target());
        to.put("price", chosen.price() == null ? null : chosen.price().id().value());
        Reservation worst = chosen.reservation();
        Map<String, @Nullable Object> reservation = new LinkedHashMap<>();
        reservation.put("input_tokens", worst.inputTokens());
        reservation.put("output_tokens", worst.outputTokens());
        reservation.put("amount", money(worst.amount()));
        to.put("reservation", reservation);
        return to;
    }

    /** For whom it would wait, and until when at the latest; null when it would go now, or nowhere. */
    private @Nullable Map<String, @Nullable Object> waits() {
        return switch (routed.binding()) {
            case Binding.Wait wait -> {
                Map<String, @Nullable Object> waits = target(wait.target());
                waits.put("expected_wait_ms", wait.expectedWait().toMillis());
                waits.put("until", wait.until().toString());
                yield waits;
            }
            case Binding.Now _, Binding.Nowhere _ -> null;
        };
    }

    private Map<String, @Nullable Object> considered(Considered candidate) {
        Map<String, @Nullable Object> told = target(candidate.target());
        told.put("expected_cost", money(candidate.expectedCost()));
        told.put("score", candidate.score());
        told.put("passed_over", candidate.passedOver());
        TargetHealth fares = routed.health().getOrDefault(candidate.target(), TargetHealth.UNKNOWN);
        told.put("health", fares.equals(TargetHealth.UNKNOWN) ? null : health(fares));
        return told;
    }

    private Map<String, @Nullable Object> health(TargetHealth fares) {
        Map<String, @Nullable Object> health = new LinkedHashMap<>();
        health.put("recent_attempts", Math.round(fares.attempts()));
        health.put("success_rate", Math.round(fares.successRate() * 1_000) / 1_000.0);
        health.put("latency_p50_ms", millis(fares.latency()));
        health.put("latency_p95_ms", millis(fares.slow()));
        health.put("first_byte_p50_ms", millis(fares.firstByte()));
        health.put("breaker", fares.breaker().name().toLowerCase(Locale.ROOT));
        health.put("queued", fares.queued());
        health.put("expected_wait_ms", fares.expectedWait(routed.at()).toMillis());
        RateRoom room = fares.room();
        health.put("requests_left", room == null ? null : room.requests());
        health.put("tokens_left", room == null ? null : room.tokens());
        return health;
    }

    private static Map<String, @Nullable Object> canary(CanaryTrial trial) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("share_percent", trial.share() / 100.0);
        told.put("stopped", trial.standing().stopped());
        told.put("pinned", figures(trial.canary().of(), trial.standing().pinned(), trial.ofPinned()));
        told.put("replacement", figures(trial.canary().to(), trial.standing().replacement(), trial.ofReplacement()));
        return told;
    }

    private static Map<String, @Nullable Object> figures(ModelName model, CanaryFigures figures, Opinion opinion) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("catalog_model", model.value());
        told.put("attempts", figures.attempts());
        told.put("error_percent", Math.round(figures.errorRate() * 100) / 100.0);
        told.put("contract_violation_percent", Math.round(figures.violationRate() * 100) / 100.0);
        told.put("typical_ms", millis(figures.time()));
        told.put("feedback", opinion.count() == 0 ? null : Math.round(opinion.mean() * 1_000) / 1_000.0);
        told.put("feedback_good_percent", opinion.count() == 0 ? null : Math.round(opinion.good() * 10_000) / 100.0);
        told.put("mean_cost", figures.currency() == null ? null : figures.cost());
        told.put(
                "currency",
                figures.currency() == null ? null : figures.currency().getCurrencyCode());
        return told;
    }

    private static Map<String, @Nullable Object> target(Target target) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("provider", target.provider().value());
        told.put("endpoint", target.endpoint().value());
        told.put("catalog_model", target.model().value());
        told.put("provider_model", target.providerModel());
        return told;
    }

    private static Map<String, @Nullable Object> failure(Failure failure) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("code", failure.code().wireName());
        told.put("message", failure.message());
        told.put("seen", failure.seen());
        told.put("allowed", failure.allowed());
        return told;
    }

    private static @Nullable Map<String, @Nullable Object> money(@Nullable Money money) {
        if (money == null) {
            return null;
        }
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("amount", money.amount().stripTrailingZeros().toPlainString());
        told.put("currency", money.currency().getCurrencyCode());
        return told;
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
