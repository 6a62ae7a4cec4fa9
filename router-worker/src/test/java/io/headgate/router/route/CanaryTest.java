package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of three models, {@code m2} is tried in place of {@code m1}. */
class CanaryTest {
    private static final int MANY = 20_000;
    private static final ModelName PINNED = new ModelName("m1");
    private static final ModelName REPLACEMENT = new ModelName("m2");

    @Test
    void theReplacementHasItsShare_ofThePinnedModelsRequests() {
        // The first is out: the pinned one is next.
        Field field = field(Strategy.ORDERED, shut(), sound(), sound()).canary(tried(500));
        assertThat(share(field, "m2")).isCloseTo(0.05, within(0.008));
        assertThat(share(field, "m1")).isCloseTo(0.95, within(0.008));
    }

    @Test
    void requestsThatGoElsewhere_stayThere() {
        Field field = field(Strategy.ORDERED, sound(), sound(), sound()).canary(tried(5_000));
        assertThat(share(field, "m0")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Strategy.class,
            names = {"WEIGHTED"},
            mode = EnumSource.Mode.EXCLUDE)
    void withoutAShare_theReplacementIsNotTried_howeverCheapAndUnknown(Strategy strategy) {
        Field field = new Field(strategy)
                .with("9", 0, sound())
                .with("9", 0, sound())
                .with("0.01", 0, null)
                .canary(tried(0));
        assertThat(share(field, "m2")).isZero();
    }

    @Test
    void whoeverHoldsNoShareStillServes_whenNobodyElseCan() {
        Field field = field(Strategy.CHEAPEST, shut(), shut(), sound()).canary(tried(0));
        assertThat(share(field, "m2")).isEqualTo(1);
    }

    @Test
    void aReplacementThatFails_isNotPutFirst() {
        TargetHealth sick = new FakeHealth().failing(0.5).health();
        Field field = field(Strategy.ORDERED, shut(), sound(), sick).canary(tried(10_000));
        // One of thirty-two goes to find out whether it has recovered.
        assertThat(share(field, "m2")).isCloseTo(Trial.PROBING, within(0.008));
        assertThat(share(field.canary(tried(0)), "m2")).isZero();
    }

    @Test
    void onceItIsStopped_nobodyIsTriedOnIt() {
        Field field = field(Strategy.ORDERED, shut(), sound(), sound()).canary(tried(5_000));
        assertThat(share(field, "m2")).isCloseTo(0.5, within(0.02));
        assertThat(share(field.stopped("fails"), "m2")).isZero();
    }

    @Test
    void aShareThatGrows_putsNobodyOut() {
        Field few = field(Strategy.ORDERED, shut(), sound(), sound()).canary(tried(500));
        Field more = field(Strategy.ORDERED, shut(), sound(), sound()).canary(tried(2_500));
        IntStream.range(0, 2_000)
                .mapToObj(i -> "r-" + i)
                .filter(id -> few.route(id).equals("m2"))
                .forEach(id -> assertThat(more.route(id)).isEqualTo("m2"));
    }

    @Test
    void aSessionStaysWithOne_andTheVariantIsTold() {
        Field field = field(Strategy.ORDERED, shut(), sound(), sound())
                .sticky("session")
                .canary(tried(5_000));
        for (int session = 0; session < 50; session++) {
            Map<String, String> tags = Map.of("session", "s-" + session);
            RouteDecision.Chosen first = field.decide("r-1", Priority.STANDARD, tags);
            RouteDecision.Chosen later = field.decide("r-2", Priority.CRITICAL, tags);
            assertThat(later.target()).isEqualTo(first.target());
            assertThat(first.decision().variant())
                    .isEqualTo(first.target().model().equals(REPLACEMENT) ? "canary" : "pinned");
        }
    }

    @Test
    void theRampFollowsTheClock() {
        Canary canary = new Canary(
                PINNED,
                REPLACEMENT,
                100,
                Samples.NOW.minus(Duration.ofHours(2)),
                List.of(new Canary.Step(Duration.ofHours(1), 2_500), new Canary.Step(Duration.ofHours(3), 10_000)),
                null);
        Field field = field(Strategy.ORDERED, shut(), sound(), sound()).canary(canary);
        assertThat(share(field, "m2")).isCloseTo(0.25, within(0.02));
    }

    private static Canary tried(int hundredths) {
        return new Canary(PINNED, REPLACEMENT, hundredths, null, List.of(), null);
    }

    private static Field field(Strategy strategy, @Nullable TargetHealth... each) {
        Field field = new Field(strategy);
        for (TargetHealth fares : each) {
            field.with("1", 0, fares);
        }
        return field;
    }

    private static double share(Field field, String model) {
        return IntStream.range(0, MANY)
                        .filter(i -> field.route("r-" + i).equals(model))
                        .count()
                / (double) MANY;
    }

    private static TargetHealth sound() {
        return new FakeHealth().health();
    }

    private static TargetHealth shut() {
        return new FakeHealth().shutUntil(Samples.NOW.plusSeconds(60)).health();
    }
}
