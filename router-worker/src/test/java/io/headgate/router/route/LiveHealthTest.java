package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.AttemptStats;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.BreakerState;
import io.headgate.schemas.message.DurationSketch;
import io.headgate.schemas.message.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveHealthTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Target SMALL = target("small");
    private static final Target LARGE = target("large");
    private static final AttemptStats.Load IDLE = new AttemptStats.Load(0, 10, 0, 0, null);

    private final LiveHealth live = new LiveHealth();

    @Test
    void nothingIsKnownAtFirst() {
        TargetHealth fares = live.of(SMALL, NOW);
        assertThat(fares).isEqualTo(TargetHealth.UNKNOWN);
        assertThat(fares.known()).isFalse();
        assertThat(fares.ailing()).isFalse();
    }

    @Test
    void workersAreAddedUp() {
        heard("w1", SMALL, 90, 10, Duration.ofMillis(400), NOW);
        heard("w2", SMALL, 100, 0, Duration.ofSeconds(4), NOW);
        TargetHealth fares = live.of(SMALL, NOW);
        assertThat(fares.attempts()).isEqualTo(200);
        assertThat(fares.successRate()).isEqualTo(0.95, within(0.001));
        // 90 of 190 took 400 ms: the median is of the others.
        assertThat(fares.latency()).isBetween(Duration.ofSeconds(4), Duration.ofMillis(4_400));
        assertThat(fares.slots()).isEqualTo(20);
    }

    @Test
    void whatIsOldCountsForLess_andThenNotAtAll() {
        heard("w1", SMALL, 0, 100, Duration.ofSeconds(1), NOW);
        assertThat(live.of(SMALL, NOW).ailing()).isTrue();
        Instant later = NOW;
        for (int i = 0; i < 60; i++) {
            later = later.plusSeconds(10);
            heard("w1", SMALL, 5, 0, Duration.ofSeconds(1), later);
        }
        assertThat(live.of(SMALL, later).ailing()).isFalse();
        assertThat(live.of(SMALL, later.plus(TargetTally.STALE)).known()).isTrue();
        assertThat(live.of(SMALL, later.plus(TargetTally.STALE).plusMillis(1))).isEqualTo(TargetHealth.UNKNOWN);
    }

    @Test
    void requestsFaults_areNotTheTargets() {
        live.heard(stats("w1", SMALL, 0, Map.of(FailureCode.PROVIDER_BAD_REQUEST, 50L), null, IDLE, gate(null)), NOW);
        assertThat(live.of(SMALL, NOW).attempts()).isZero();
    }

    @Test
    void theQueueIsOfAllWorkers_andWhatNobodyHasRead_isBeforeEveryTarget() {
        live.heard(stats("w1", SMALL, 10, Map.of(), null, new AttemptStats.Load(9, 10, 5, 100, 20.0), gate(null)), NOW);
        live.heard(stats("w1", LARGE, 10, Map.of(), null, new AttemptStats.Load(9, 10, 0, 90, 10.0), gate(null)), NOW);
        live.heard(stats("w2", SMALL, 10, Map.of(), null, new AttemptStats.Load(9, 10, 7, 30, null), gate(null)), NOW);
        TargetHealth small = live.of(SMALL, NOW);
        assertThat(small.queued()).isEqualTo(5 + 7 + 90 + 30);
        // Who does not know its rate yet is taken to be as quick as the other, slot by slot.
        assertThat(small.serviceRate()).isEqualTo(40.0);
        assertThat(small.expectedWait(NOW)).isEqualTo(Duration.ofMillis(3_300));
        assertThat(live.of(LARGE, NOW).expectedWait(NOW)).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void aProvidersQueueIsTheShortestOfItsTargets_andAPauseOfOneIsNoQueue() {
        ProviderName alpha = new ProviderName("alpha");
        assertThat(live.shortestQueue(alpha, NOW)).isEmpty();
        live.heard(stats("w1", SMALL, 10, Map.of(), null, new AttemptStats.Load(9, 10, 60, 0, 20.0), gate(null)), NOW);
        assertThat(live.shortestQueue(alpha, NOW)).hasValue(Duration.ofSeconds(3));
        live.heard(stats("w1", LARGE, 0, Map.of(), null, IDLE, gate(NOW.plusSeconds(300))), NOW);
        assertThat(live.shortestQueue(alpha, NOW)).hasValue(Duration.ZERO);
        assertThat(live.shortestQueue(new ProviderName("beta"), NOW)).isEmpty();
    }

    @Test
    void aQueueOfWhichNothingIsHeard_isNotBelievedInForLong_thoughTheRestIs() {
        live.heard(stats("w1", SMALL, 10, Map.of(), null, new AttemptStats.Load(9, 10, 60, 40, 20.0), gate(null)), NOW);
        Instant late = NOW.plus(TargetTally.QUEUE_STALE);
        assertThat(live.of(SMALL, late).queued()).isEqualTo(100);
        assertThat(live.of(SMALL, late.plusMillis(1)).queued()).isZero();
        assertThat(live.of(SMALL, late.plusMillis(1)).attempts()).isPositive();
        assertThat(live.shortestQueue(new ProviderName("alpha"), late.plusMillis(1)))
                .hasValue(Duration.ZERO);
        live.heard(stats("w2", SMALL, 10, Map.of(), null, IDLE, gate(null)), late.plusMillis(1));
        assertThat(live.of(SMALL, late.plusMillis(1)).queued())
                .as("of a worker that died")
                .isZero();
    }

    @Test
    void tenantsOfAProvider_areThoseOfTheWorkerThatKnowsOfTheMost() {
        ProviderName alpha = new ProviderName("alpha");
        assertThat(live.tenants(alpha, NOW)).isZero();
        live.heard(stats("w1", SMALL, 0, Map.of(), null, new AttemptStats.Load(0, 10, 0, 0, null, 3), gate(null)), NOW);
        live.heard(stats("w2", LARGE, 0, Map.of(), null, new AttemptStats.Load(0, 10, 0, 0, null, 2), gate(null)), NOW);
        assertThat(live.tenants(alpha, NOW)).isEqualTo(3);
        assertThat(live.tenants(new ProviderName("beta"), NOW)).isZero();
        Instant later = NOW.plus(TargetTally.STALE);
        live.heard(
                stats("w2", LARGE, 0, Map.of(), null, new AttemptStats.Load(0, 10, 0, 0, null, 2), gate(null)), later);
        assertThat(live.tenants(alpha, later)).isEqualTo(3);
        Instant late = later.plusMillis(1);
        live.heard(
                stats("w2", LARGE, 0, Map.of(), null, new AttemptStats.Load(0, 10, 0, 0, null, 2), gate(null)), late);
        assertThat(live.tenants(alpha, late)).as("one has fallen silent").isEqualTo(2);
        assertThat(live.tenants(alpha, late.plus(TargetTally.STALE).plusMillis(1)))
                .isZero();
    }

    @Test
    void aWorkerThatFellSilentHasNoQueue() {
        live.heard(
                stats("w1", SMALL, 10, Map.of(), null, new AttemptStats.Load(9, 10, 500, 500, 1.0), gate(null)), NOW);
        Instant later = NOW.plus(TargetTally.STALE).plusSeconds(1);
        live.heard(stats("w2", SMALL, 10, Map.of(), null, new AttemptStats.Load(0, 10, 1, 0, 1.0), gate(null)), later);
        assertThat(live.of(SMALL, later).queued()).isEqualTo(1);
    }

    @Test
    void aBreakerIsOpen_onlyWhenItIsAtEveryWorker() {
        Instant until = NOW.plusSeconds(20);
        live.heard(stats("w1", SMALL, 0, Map.of(), null, IDLE, gate(until)), NOW);
        assertThat(live.of(SMALL, NOW).shut(NOW)).isTrue();
        assertThat(live.of(SMALL, NOW).recovering(until)).isTrue();
        live.heard(stats("w2", SMALL, 0, Map.of(), null, IDLE, gate(null)), NOW);
        assertThat(live.of(SMALL, NOW).shut(NOW)).isFalse();
        assertThat(live.of(SMALL, NOW).expectedWait(NOW)).isZero();
    }

    @Test
    void whoseBreakerHasClosedAgain_hasRecovered() {
        heard("w1", SMALL, 0, 500, Duration.ofSeconds(1), NOW);
        live.heard(stats("w1", SMALL, 0, Map.of(), null, IDLE, gate(NOW.plusSeconds(20))), NOW);
        assertThat(live.of(SMALL, NOW).ailing()).isTrue();
        heard("w1", SMALL, 3, 0, Duration.ofSeconds(1), NOW.plusSeconds(21));
        assertThat(live.of(SMALL, NOW.plusSeconds(21)).sick(NOW.plusSeconds(21)))
                .isFalse();
    }

    @Test
    void aPauseThatTheProviderAskedFor_isAWait() {
        AttemptStats.Gate paused = new AttemptStats.Gate(BreakerState.CLOSED, NOW.plusSeconds(7), null, null);
        live.heard(stats("w1", SMALL, 10, Map.of(), null, IDLE, paused), NOW);
        assertThat(live.of(SMALL, NOW).expectedWait(NOW)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void whatRateLimitsLeave_isTheSumOfAllWorkersParts() {
        AttemptStats.Gate some = new AttemptStats.Gate(BreakerState.CLOSED, null, 3L, 900L);
        live.heard(stats("w1", SMALL, 10, Map.of(), null, IDLE, some), NOW);
        live.heard(stats("w2", SMALL, 10, Map.of(), null, IDLE, some), NOW.plusSeconds(1));
        assertThat(live.of(SMALL, NOW.plusSeconds(1)).room()).isEqualTo(new RateRoom(6L, 1_800L, NOW.plusSeconds(1)));
        live.heard(stats("w1", LARGE, 10, Map.of(), null, IDLE, gate(null)), NOW);
        assertThat(live.of(LARGE, NOW).room()).isNull();
    }

    private void heard(String worker, Target target, long completed, long failed, Duration latency, Instant at) {
        live.heard(
                stats(
                        worker,
                        target,
                        completed,
                        failed == 0 ? Map.of() : Map.of(FailureCode.PROVIDER_UNAVAILABLE, failed),
                        latency,
                        IDLE,
                        gate(null)),
                at);
    }

    private static AttemptStats stats(
            String worker,
            Target target,
            long completed,
            Map<FailureCode, Long> failures,
            @Nullable Duration latency,
            AttemptStats.Load load,
            AttemptStats.Gate gate) {
        DurationSketch sketch = latency == null
                ? DurationSketch.EMPTY
                : DurationSketch.of(Collections.nCopies((int) completed, latency));
        return new AttemptStats(
                worker,
                target,
                NOW,
                Duration.ofMillis(250),
                completed == 0 ? Map.of() : Map.of(AttemptStatus.COMPLETED, completed),
                failures,
                sketch,
                sketch,
                AttemptStats.Generation.NONE,
                load,
                gate,
                AttemptStats.Checks.NONE);
    }

    private static AttemptStats.Gate gate(@Nullable Instant openUntil) {
        return openUntil == null
                ? AttemptStats.Gate.OPEN_WIDE
                : new AttemptStats.Gate(BreakerState.OPEN, openUntil, null, null);
    }

    private static Target target(String model) {
        return new Target(new ProviderName("alpha"), new EndpointName("main"), new ModelName(model), model);
    }
}
