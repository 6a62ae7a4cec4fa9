package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.message.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StrategyProperties {
    private static final int MANY = 20_000;
    /** Four standard deviations of a share of one half among {@value #MANY} are 1.4 points. */
    private static final double NOISE = 0.015;

    @Property(tries = 30)
    void weighted_sharesConverge(@ForAll("shares") List<Integer> shares) {
        Map<String, Double> got = shares(weighted(shares), MANY);
        for (int i = 0; i < shares.size(); i++) {
            assertThat(got.getOrDefault("m" + i, 0.0)).isCloseTo(shares.get(i) / 10_000.0, within(NOISE));
        }
    }

    @Property(tries = 30)
    void weighted_movesOnlyWhatItMust_whenAShareGrows(@ForAll("shares") @Size(min = 2) List<Integer> shares) {
        // Weights count beside one another: the last one's grows, whatever they add up to.
        Field before = weighted(shares);
        Field after = weighted(IntStream.range(0, shares.size())
                .mapToObj(i -> i == shares.size() - 1 ? Math.min(10_000, shares.get(i) + 500) : shares.get(i))
                .toList());
        String grown = "m" + (shares.size() - 1);
        for (int i = 0; i < 2_000; i++) {
            String then = before.route("r-" + i);
            assertThat(after.route("r-" + i)).isIn(then, grown);
        }
    }

    @Example
    void weighted_spreadsAVariantThatIsOut_byTheSharesOfTheOthers() {
        TargetHealth shut =
                new FakeHealth().shutUntil(Samples.NOW.plusSeconds(60)).health();
        Field all = weighted(List.of(5_000, 3_000, 2_000));
        Field without = new Field(Strategy.WEIGHTED)
                .with("1", 5_000, shut)
                .with("1", 3_000, null)
                .with("1", 2_000, null);
        assertThat(shares(without, MANY).get("m1")).isCloseTo(0.6, within(NOISE));
        for (int i = 0; i < 2_000; i++) {
            String then = all.route("r-" + i);
            assertThat(then.equals("m0") || then.equals(without.route("r-" + i)))
                    .isTrue();
        }
    }

    @Property(tries = 50)
    void weighted_sticksToASession_andSaysWhichVariantItWas(
            @ForAll @IntRange(max = 10_000) int session, @ForAll @IntRange(max = 1_000) int id) {
        Field field = weighted(List.of(9_500, 500)).sticky("session");
        Map<String, String> tags = Map.of("session", "s-" + session);
        RouteDecision.Chosen first = field.decide("r-0", Priority.STANDARD, tags);
        RouteDecision.Chosen later = field.decide("r-" + id, Priority.CRITICAL, tags);
        assertThat(later.target()).isEqualTo(first.target());
        assertThat(later.decision().variant()).isEqualTo(later.target().model().value());
    }

    @Example
    void aDecisionIsTheSame_wheneverItIsMade() {
        Field field = weighted(List.of(2_500, 2_500, 2_500, 2_500));
        for (int i = 0; i < 500; i++) {
            assertThat(field.route("r-" + i)).isEqualTo(field.route("r-" + i));
        }
    }

    @Example
    void mostly_fourOfFiveGoToTheCheapest_theFifthToTheMostReliable() {
        Field field = new Field(Strategy.MOSTLY)
                .with("1", 0, new FakeHealth().failing(0.1).health())
                .with("9", 0, new FakeHealth().failing(0.001).health())
                .with("5", 0, new FakeHealth().failing(0.05).health());
        Map<String, Double> got = shares(field, MANY);
        assertThat(got.get("m0")).isCloseTo(0.8, within(NOISE));
        assertThat(got.get("m1")).isCloseTo(0.2, within(NOISE));
    }

    @Example
    void mostly_exploresWithTheFifthRequestOnly_notWhereCostDecides() {
        Field field = new Field(Strategy.MOSTLY)
                .with("1", 0, new FakeHealth().health())
                .with("90", 0, null);
        assertThat(shares(field, MANY).get("m1")).isCloseTo(0.2 * Trial.EXPLORING, within(0.005));
    }

    @Property
    void costNeverDecidesAmongTheSick(
            @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 30, max = 90) Integer> failing,
            @ForAll("strategies") Strategy strategy) {
        Field field = new Field(strategy);
        for (int i = 0; i < failing.size(); i++) {
            field.with(
                    Integer.toString(1 + failing.get(i) % 7),
                    i == 0 ? 10_000 : 0,
                    new FakeHealth().failing(failing.get(i) / 100.0).health());
        }
        String chosen = field.route("r-1", Priority.CRITICAL, Map.of());
        int least = failing.stream().mapToInt(Integer::intValue).min().orElseThrow();
        assertThat(failing.get(Integer.parseInt(chosen.substring(1)))).isEqualTo(least);
    }

    @Property
    void whoIsNotKnownIsNeverTheFastest(@ForAll @Size(min = 2, max = 8) List<@IntRange(max = 5_000) Integer> millis) {
        Field field = new Field(Strategy.FASTEST).with("1", 0, null);
        millis.forEach(each -> field.with(
                "1", 0, new FakeHealth().taking(Duration.ofMillis(each)).health()));
        String chosen = field.route("r-1", Priority.CRITICAL, Map.of());
        long different = millis.stream().distinct().count();
        assertThat(chosen.equals("m0")).isEqualTo(different == 1);
    }

    @Example
    void oneOfTenExplores_oneOfThirtyTwoProbes_butNothingCritical() {
        Field field = new Field(Strategy.FASTEST)
                .with("1", 0, new FakeHealth().health())
                .with("1", 0, null)
                .with("1", 0, new FakeHealth().failing(0.9).health());
        Map<String, Double> got = shares(field, MANY);
        assertThat(got.get("m2")).isCloseTo(Trial.PROBING, within(0.006));
        assertThat(got.get("m1")).isCloseTo(Trial.EXPLORING, within(0.01));
        for (int i = 0; i < 1_000; i++) {
            assertThat(field.route("r-" + i, Priority.CRITICAL, Map.of())).isEqualTo("m0");
        }
    }

    private static Field weighted(List<Integer> shares) {
        Field field = new Field(Strategy.WEIGHTED);
        shares.forEach(share -> field.with("1", share, null));
        return field;
    }

    private static Map<String, Double> shares(Field field, int requests) {
        Map<String, Double> got = new HashMap<>();
        for (int i = 0; i < requests; i++) {
            got.merge(field.route("r-" + i), 1.0 / requests, Double::sum);
        }
        return got;
    }

    /** Shares that are all of the requests. */
    @Provide
    Arbitrary<List<Integer>> shares() {
        return Arbitraries.integers()
                .between(1, 99)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(cuts -> {
                    int all = cuts.stream().mapToInt(Integer::intValue).sum();
                    List<Integer> parts = new ArrayList<>(
                            cuts.stream().map(cut -> cut * 10_000 / all).toList());
                    parts.set(
                            0,
                            parts.get(0)
                                    + 10_000
                                    - parts.stream().mapToInt(Integer::intValue).sum());
                    return parts;
                });
    }

    @Provide
    Arbitrary<Strategy> strategies() {
        return Arbitraries.of(Strategy.class);
    }
}
