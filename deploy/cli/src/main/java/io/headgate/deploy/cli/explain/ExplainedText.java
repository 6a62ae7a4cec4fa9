package io.headgate.deploy.cli.explain;

import io.headgate.deploy.cli.Table;
import io.headgate.router.explain.Explained;
import io.headgate.router.explain.Explained.CanaryTrial;
import io.headgate.router.route.Binding;
import io.headgate.router.route.CanaryFigures;
import io.headgate.router.route.CanaryStanding;
import io.headgate.router.route.Opinion;
import io.headgate.router.route.RouteDecision;
import io.headgate.router.route.TargetHealth;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Decision;
import io.headgate.schemas.message.Decision.Considered;
import io.headgate.schemas.message.Failure;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An explanation for people. */
public final class ExplainedText {
    private ExplainedText() {}

    /** Several lines, a line break after each. */
    public static String of(Explained explained) {
        return switch (explained) {
            case Explained.Refused(Failure failure, @Nullable String _) -> refused(failure);
            case Explained.Routed routed -> routed(routed);
        };
    }

    private static String refused(Failure failure) {
        return "✗ would not be taken in: %s: %s%s%n"
                .formatted(
                        failure.code().wireName(),
                        failure.message(),
                        failure.allowed() == null ? "" : " (allowed: " + failure.allowed() + ")");
    }

    private static String routed(Explained.Routed routed) {
        Decision decision = routed.decision().decision();
        String needs = routed.needs().capabilities().stream()
                .map(Capability::wireName)
                .sorted()
                .collect(Collectors.joining(", "));
        return "%s of %s, strategy %s, catalogue revision %s%nabout %d tokens in%s%n%n%s%n%s%s"
                .formatted(
                        routed.request().alias(),
                        routed.request().key().tenant(),
                        decision.strategy(),
                        decision.revision(),
                        routed.needs().inputTokens(),
                        needs.isEmpty() ? "" : "; needs " + needs,
                        table(routed, decision),
                        routed.trial() == null ? "" : trial(routed.trial()),
                        outcome(routed, decision));
    }

    private static Table table(Explained.Routed routed, Decision decision) {
        Table table = new Table("", "model", "at", "expected cost", "score", "success", "p50", "wait", "why not");
        for (Considered candidate : decision.considered()) {
            TargetHealth fares = routed.health().getOrDefault(candidate.target(), TargetHealth.UNKNOWN);
            boolean known = !fares.equals(TargetHealth.UNKNOWN);
            table.row(
                    candidate.passedOver() == null ? "→" : "",
                    candidate.target().model(),
                    candidate.target().provider() + "/" + candidate.target().endpoint(),
                    candidate.expectedCost() == null ? "unpriced" : candidate.expectedCost(),
                    candidate.score() == null ? "–" : String.format(Locale.ROOT, "%.4g", candidate.score()),
                    known ? String.format(Locale.ROOT, "%.1f %%", 100 * fares.successRate()) : "–",
                    known ? shown(fares.latency()) : "–",
                    known ? shown(fares.expectedWait(routed.at())) : "–",
                    candidate.passedOver() == null ? "" : candidate.passedOver());
        }
        return table;
    }

    private static String trial(CanaryTrial trial) {
        CanaryStanding standing = trial.standing();
        Table table =
                new Table("canary", "model", "attempts", "errors", "contract", "typical", "mean cost", "feedback");
        row(table, Canary.PINNED, trial.canary().of(), standing.pinned(), trial.ofPinned());
        row(table, Canary.REPLACEMENT, trial.canary().to(), standing.replacement(), trial.ofReplacement());
        String state = standing.stopped() == null
                ? String.format(Locale.ROOT, "%.2f %% of the pinned model's requests", trial.share() / 100.0)
                : "stopped: " + standing.stopped();
        return "%scanary: %s%n%n".formatted(table, state);
    }

    private static void row(Table table, String variant, ModelName model, CanaryFigures figures, Opinion opinion) {
        boolean seen = figures.attempts() > 0;
        table.row(
                variant,
                model,
                figures.attempts(),
                seen ? String.format(Locale.ROOT, "%.1f %%", figures.errorRate()) : "–",
                seen ? String.format(Locale.ROOT, "%.1f %%", figures.violationRate()) : "–",
                shown(figures.time()),
                figures.currency() == null
                        ? "–"
                        : String.format(Locale.ROOT, "%.6f %s", figures.cost(), figures.currency()),
                opinion.count() == 0 ? "–" : String.format(Locale.ROOT, "%+.2f", opinion.mean()));
    }

    private static String outcome(Explained.Routed routed, Decision decision) {
        return switch (routed.decision()) {
            case RouteDecision.NoCandidate none -> "✗ nobody can serve it%n".formatted();
            case RouteDecision.Chosen chosen ->
                "→ %s at %s/%s%s, at most %s%s%n"
                        .formatted(
                                chosen.target().model(),
                                chosen.target().provider(),
                                chosen.target().endpoint(),
                                decision.variant() == null ? "" : " (variant " + decision.variant() + ")",
                                chosen.reservation().amount() == null
                                        ? "unpriced"
                                        : chosen.reservation().amount(),
                                waits(routed.binding()));
        };
    }

    private static String waits(Binding binding) {
        return switch (binding) {
            case Binding.Wait wait ->
                "; its slack would let it wait for %s until %s"
                        .formatted(wait.target().model(), wait.until());
            case Binding.Now _, Binding.Nowhere _ -> "";
        };
    }

    private static String shown(@Nullable Duration duration) {
        return duration == null ? "–" : duration.toMillis() + " ms";
    }
}
