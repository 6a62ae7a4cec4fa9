package io.headgate.worker.wiring;

import io.headgate.schemas.message.AttemptStats.Gate;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.guard.TargetState;
import io.headgate.worker.report.WorkerState;
import io.headgate.worker.report.WorkerState.ProviderState;
import io.headgate.worker.report.WorkerState.TargetFigures;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.reactivestreams.Publisher;

/**
 * Health of the workers: up when every provider's loop is a member of its group and polls. A provider that fails is no
 * fault of the workers: its breaker is in the details, and the status stays up.
 */
@Singleton
public class WorkerHealth implements HealthIndicator {
    private final WorkerService worker;

    WorkerHealth(WorkerService worker) {
        this.worker = worker;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        WorkerState state = worker.state();
        return Publishers.just(HealthResult.builder("worker", state.ready() ? HealthStatus.UP : HealthStatus.DOWN)
                .details(details(state))
                .build());
    }

    static Map<String, Object> details(WorkerState state) {
        Map<String, Object> details = new TreeMap<>();
        details.put("cancels", state.cancels().caughtUp() ? "known" : "not known yet");
        Map<String, Object> providers = new TreeMap<>();
        state.providers().forEach(provider -> providers.put(provider.provider().value(), details(provider)));
        details.put("providers", providers);
        return details;
    }

    private static Map<String, Object> details(ProviderState provider) {
        Map<String, Object> details = new TreeMap<>();
        details.put("loop", provider.ready() ? "taking work" : "not taking work");
        details.put("unread", provider.unread());
        Map<String, Object> targets = new TreeMap<>();
        for (TargetFigures figures : provider.targets()) {
            TargetState target = figures.state();
            targets.put(target.target().endpoint() + "/" + target.target().model(), details(figures));
        }
        if (!targets.isEmpty()) {
            details.put("targets", targets);
        }
        return details;
    }

    private static Map<String, Object> details(TargetFigures figures) {
        TargetState target = figures.state();
        Gate gate = target.gate();
        Map<String, Object> details = new TreeMap<>();
        details.put("breaker", gate.breaker().name().toLowerCase(Locale.ROOT));
        details.put("in_flight", target.inFlight());
        details.put("limit", target.limit());
        details.put("waiting", target.waiting());
        if (gate.notBefore() != null) {
            details.put("paused_until", gate.notBefore().toString());
        }
        if (gate.requestsLeft() != null) {
            details.put("requests_left", gate.requestsLeft());
        }
        if (gate.tokensLeft() != null) {
            details.put("tokens_left", gate.tokensLeft());
        }
        Long violations = figures.failures().get(FailureCode.CONTRACT_VIOLATION);
        if (violations != null) {
            long answers = figures.ended().getOrDefault(AttemptStatus.COMPLETED, 0L);
            details.put("contract_violations", "%d of %d answers".formatted(violations, answers));
        }
        return details;
    }
}
