package io.headgate.worker.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headgate.schemas.catalog.Redaction.Action;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStats.Checks;
import io.headgate.schemas.message.AttemptStats.Gate;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.BreakerState;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.Samples;
import io.headgate.worker.guard.TargetState;
import io.headgate.worker.redact.RedactionCounts;
import io.headgate.worker.report.WorkerState;
import io.headgate.worker.report.WorkerState.Announcements;
import io.headgate.worker.report.WorkerState.Cancels;
import io.headgate.worker.report.WorkerState.LoopCounts;
import io.headgate.worker.report.WorkerState.ProviderState;
import io.headgate.worker.report.WorkerState.Shown;
import io.headgate.worker.report.WorkerState.TargetFigures;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Gate PAUSED = new Gate(BreakerState.OPEN, NOW.plusMillis(1_500), 12L, null);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void metersSayWhatTheStateSays() {
        metrics(state(List.of(figures(Samples.TARGET))));

        assertThat(target(WorkerMetrics.ATTEMPTS, "status", "completed")).isEqualTo(7);
        assertThat(target(WorkerMetrics.FAILURES, "code", "provider_timeout")).isEqualTo(2);
        assertThat(target(WorkerMetrics.FAILURES, "code", "contract_violation")).isEqualTo(1);
        assertThat(target(WorkerMetrics.IN_FLIGHT)).isEqualTo(3);
        assertThat(target(WorkerMetrics.LIMIT)).isEqualTo(10);
        assertThat(target(WorkerMetrics.WAITING)).isEqualTo(4);
        assertThat(target(WorkerMetrics.BREAKER)).isEqualTo(2);
        assertThat(target(WorkerMetrics.PAUSE)).isEqualTo(1.5);
        assertThat(target(WorkerMetrics.REQUESTS_LEFT)).isEqualTo(12);
        assertThat(target(WorkerMetrics.TOKENS_LEFT)).isNaN();
        assertThat(value(WorkerMetrics.UNREAD, "provider", "sim")).isEqualTo(55);
        assertThat(value(WorkerMetrics.READY, "provider", "sim")).isEqualTo(1);
        assertThat(value(WorkerMetrics.COMMITS, "provider", "sim")).isEqualTo(100);
        assertThat(value(WorkerMetrics.ABORTED, "provider", "sim")).isEqualTo(5);
        assertThat(value(WorkerMetrics.UNREADABLE_LEDGERS, "provider", "sim")).isEqualTo(1);
        assertThat(value(WorkerMetrics.DROPPED)).isEqualTo(6);
        assertThat(value(WorkerMetrics.INTENTS_WAITING)).isEqualTo(8);
        assertThat(value(WorkerMetrics.DELTAS)).isEqualTo(30);
        assertThat(value(WorkerMetrics.DELTAS_DROPPED)).isEqualTo(31);
        assertThat(value(WorkerMetrics.CANCELS)).isEqualTo(21);
        assertThat(value(WorkerMetrics.CANCELS_UNREADABLE)).isEqualTo(22);
        assertThat(value(WorkerMetrics.CANCELS_FORGOTTEN)).isEqualTo(23);
        assertThat(value(WorkerMetrics.REDACTED, "entity", "card", "action", "block"))
                .isEqualTo(9);
        assertThat(value(WorkerMetrics.DETECTOR_AWAY)).isEqualTo(3);
    }

    @Test
    void targetsAreAdded_whenTheyAppear() {
        WorkerState[] now = {state(List.of())};
        WorkerMetrics metrics = new WorkerMetrics(registry, () -> now[0], InstantSource.fixed(NOW));
        assertThat(registry.find(WorkerMetrics.ATTEMPTS).meters()).isEmpty();

        now[0] = state(List.of(figures(Samples.TARGET)));
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            metrics.refresh();
            return !registry.find(WorkerMetrics.ATTEMPTS).meters().isEmpty();
        });
        assertThat(target(WorkerMetrics.ATTEMPTS, "status", "completed")).isEqualTo(7);
    }

    @Test
    void aTargetPinnedAnewKeepsItsMeters() {
        Target anew =
                new Target(Samples.PROVIDER, Samples.TARGET.endpoint(), Samples.TARGET.model(), "small-2026-06-01");
        metrics(state(List.of(figures(Samples.TARGET), figures(anew))));

        assertThat(target(WorkerMetrics.ATTEMPTS, "status", "completed"))
                .as("of both")
                .isEqualTo(14);
        assertThat(target(WorkerMetrics.LIMIT)).as("one limit, not two").isEqualTo(10);
    }

    private void metrics(WorkerState state) {
        new WorkerMetrics(registry, () -> state, InstantSource.fixed(NOW)).refresh();
    }

    private double target(String name, String... further) {
        List<String> all = new ArrayList<>(List.of("provider", "sim", "endpoint", "main", "model", "sim-small"));
        all.addAll(List.of(further));
        return value(name, all.toArray(String[]::new));
    }

    private double value(String name, String... tags) {
        Meter meter = registry.get(name).tags(tags).meter();
        assertThat(meter.getId().getTags().stream().map(Tag::getKey)).hasSize(tags.length / 2);
        return meter.measure().iterator().next().getValue();
    }

    static WorkerState state(List<TargetFigures> targets) {
        return new WorkerState(
                true,
                new Announcements(6, 8),
                new Shown(30, 31),
                new Cancels(true, 21, 22, 23),
                new RedactionCounts(Map.of(new RedactionCounts.Kind("card", Action.BLOCK), 9L), 3),
                List.of(new ProviderState(Samples.PROVIDER, true, 55, new LoopCounts(100, 5, 3, 2, 1, 4), targets)));
    }

    static TargetFigures figures(Target target) {
        return new TargetFigures(
                new TargetState(target, 3, 10, 4, PAUSED, Checks.NONE),
                Map.of(AttemptStatus.COMPLETED, 7L, AttemptStatus.UNKNOWN, 2L),
                Map.of(FailureCode.PROVIDER_TIMEOUT, 2L, FailureCode.CONTRACT_VIOLATION, 1L));
    }
}
