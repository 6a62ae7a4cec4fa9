package io.headgate.router.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One tenant at a hundred times the load of others, on a simulated clock. */
class CrowdedProviderTest {
    private static final Duration CALL = Duration.ofMillis(500);

    @Test
    void amongTenantsThatWait_noneGetsMoreThanTwiceItsShare_inAnyTenSeconds() {
        Map<String, Double> perSecond = new LinkedHashMap<>();
        perSecond.put("noisy", 2_000.0);
        for (int i = 0; i < 9; i++) {
            perSecond.put("other-" + i, 20.0);
        }
        // Thirty at once of half a second each: 60 a second, of which 6 are due to each of ten.
        CrowdedProvider crowd = new CrowdedProvider(30, CALL, perSecond, 4_711);
        crowd.run(Duration.ofSeconds(60));
        for (int second = 10; second <= 50; second++) {
            Map<String, Long> gone = crowd.dispatchedBetween(second, second + 10);
            long all = gone.values().stream().mapToLong(Long::longValue).sum();
            assertThat(all).isGreaterThan(400);
            gone.forEach((tenant, count) -> assertThat(count)
                    .as("%s from second %d of seed 4711", gone, 10)
                    .isLessThanOrEqualTo(2 * all / perSecond.size())
                    .isGreaterThan(all / perSecond.size() / 2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNoisyTenant_leavesOthersTheirLatency(CrowdedProvider.Kind kind) {
        for (int millis : List.of(200, 300, 500)) {
            Duration call = Duration.ofMillis(millis);
            Duration alone = quietP99(call, kind, Map.of("quiet", 5.0));
            Map<String, Double> together = new LinkedHashMap<>();
            together.put("noisy", 500.0);
            together.put("quiet", 5.0);
            Duration crowded = quietP99(call, kind, together);
            assertThat(crowded.toMillis())
                    .as("%s, calls of %s", kind, call)
                    .isLessThanOrEqualTo(alone.toMillis() * 3 / 2);
        }
    }

    @Test
    void aProviderIsKeptBusy_howeverManyTenantsWait() {
        Map<String, Double> perSecond = new LinkedHashMap<>();
        List.of("a", "b", "c", "d").forEach(tenant -> perSecond.put(tenant, 100.0));
        CrowdedProvider crowd = new CrowdedProvider(64, CALL, perSecond, 815);
        crowd.run(Duration.ofSeconds(30));
        long all = crowd.dispatchedBetween(10, 30).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(all).isGreaterThanOrEqualTo((long) (0.97 * 64 / CALL.toMillis() * 1_000 * 20));
    }

    /**
     * Whoever stands first in a queue that only grows is about to end: what is called is answered nevertheless, be there time
     * for many calls or hardly for a slow one.
     */
    @ParameterizedTest
    @EnumSource(names = {"REPORTED", "IN_OWN_TASKS", "IN_OWN_PROCESSES"})
    void whereMoreComesThanIsAnswered_callsAreNotForThoseAboutToEnd(CrowdedProvider.Kind kind) {
        for (int seconds : List.of(2, 10)) {
            Map<String, Double> perSecond = new LinkedHashMap<>();
            perSecond.put("a", 100.0);
            perSecond.put("b", 60.0);
            CrowdedProvider crowd = new CrowdedProvider(32, 32, CALL, Duration.ofMillis(200), kind, perSecond, 31)
                    .withDeadlinesAfter(Duration.ofSeconds(seconds));
            crowd.run(Duration.ofSeconds(120));
            assertThat(crowd.answeredBetween(60, 120))
                    .as("deadlines after %d s", seconds)
                    .isGreaterThan((long) (0.9 * 64 * 60));
        }
    }

    @Test
    void workersThatNobodyTellsOf_areFoundOut() {
        Map<String, Double> perSecond = new LinkedHashMap<>();
        perSecond.put("a", 400.0);
        perSecond.put("b", 400.0);
        CrowdedProvider crowd = new CrowdedProvider(32, 128, CALL, Duration.ofMillis(60), perSecond, 99);
        crowd.run(Duration.ofSeconds(90));
        assertThat(perSecondBetween(60, 90, crowd)).isGreaterThan(0.9 * 128 * 1_000 / CALL.toMillis());
    }

    @Test
    void quickCalls_areNotHeldUp_byTheWayThereAndBack() {
        Map<String, Double> perSecond = new LinkedHashMap<>();
        perSecond.put("a", 1_500.0);
        perSecond.put("b", 1_500.0);
        Duration quick = Duration.ofMillis(2);
        CrowdedProvider crowd = new CrowdedProvider(10, 10, quick, Duration.ofMillis(120), perSecond, 7);
        crowd.run(Duration.ofSeconds(20));
        assertThat(perSecondBetween(10, 20, crowd)).isGreaterThan(0.97 * 3_000);
    }

    /** Brokers that take seconds for what should take milliseconds: a provider is not full because they are slow. */
    @ParameterizedTest
    @EnumSource(names = {"REPORTED", "IN_OWN_TASKS", "IN_OWN_PROCESSES"})
    void aSlowWay_isNotTakenForAQueue(CrowdedProvider.Kind kind) {
        Map<String, Double> perSecond = new LinkedHashMap<>();
        List.of("a", "b", "c", "d", "e").forEach(tenant -> perSecond.put(tenant, 30.0));
        CrowdedProvider crowd =
                new CrowdedProvider(64, 128, Duration.ofMillis(100), Duration.ofSeconds(4), kind, perSecond, 12);
        crowd.run(Duration.ofSeconds(120));
        assertThat(perSecondBetween(60, 120, crowd)).isGreaterThan(0.95 * 150);
    }

    private static double perSecondBetween(int from, int to, CrowdedProvider crowd) {
        return crowd.dispatchedBetween(from, to).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                / (double) (to - from);
    }

    private static Duration quietP99(Duration call, CrowdedProvider.Kind kind, Map<String, Double> perSecond) {
        CrowdedProvider crowd = new CrowdedProvider(32, 32, call, Duration.ofMillis(40), kind, perSecond, 42);
        crowd.run(Duration.ofSeconds(120));
        // Those of two processes do not know of each other before the first has been served.
        List<Duration> latencies =
                crowd.latencies("quiet").stream().skip(100).sorted().toList();
        assertThat(latencies).hasSizeGreaterThan(400);
        return latencies.get(latencies.size() * 99 / 100);
    }
}
