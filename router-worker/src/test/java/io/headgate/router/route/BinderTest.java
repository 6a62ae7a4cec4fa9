package io.headgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Samples;
import io.headgate.schemas.catalog.Route.Strategy;
import io.headgate.schemas.message.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Deadlines are ten minutes away; a slow answer takes twice the median. */
class BinderTest {
    private static final Instant DEADLINE = Samples.NOW.plusSeconds(600);
    private static final Duration SOON = Duration.ofSeconds(3);

    @Test
    void goesNow_whenTheFirstInRankHasAShortQueue() {
        Binding binding = judge(field(Strategy.CHEAPEST, 2, 0), Priority.STANDARD, Samples.NOW);
        assertThat(went(binding)).isEqualTo("m0");
    }

    @Test
    void cheapest_waitsForTheCheap_untilItsQueueIsExpectedToBeShort() {
        Binding.Wait wait = (Binding.Wait) judge(field(Strategy.CHEAPEST, 30, 0), Priority.STANDARD, Samples.NOW);
        assertThat(wait.target().model()).hasToString("m0");
        assertThat(wait.expectedWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(wait.until()).isEqualTo(Samples.NOW.plusSeconds(28));
    }

    @Test
    void cheapest_escalatesWhenTheSlackEnds_andSaysWhy() {
        // The dear one answers within 2 s, and a second is kept: until 597 s there is slack.
        Field field = field(Strategy.CHEAPEST, 30, 0);
        Binding.Wait last = (Binding.Wait) judge(field, Priority.STANDARD, DEADLINE.minusSeconds(40));
        assertThat(last.until()).isBefore(DEADLINE.minusSeconds(3));
        Binding binding = judge(field, Priority.STANDARD, DEADLINE.minusSeconds(3));
        assertThat(went(binding)).isEqualTo("m1");
        Field longer = field(Strategy.CHEAPEST, 2, 0, 4);
        assertThat(went(judge(longer, Priority.STANDARD, DEADLINE.minusSeconds(3))))
                .isEqualTo("m1");
    }

    @Test
    void ordered_goesToTheFirstWithAShortQueue_butBackgroundWorkWaits() {
        Field field = field(Strategy.ORDERED, 30, 0);
        RouteDecision.Chosen chosen = ((Binding.Now) judge(field, Priority.STANDARD, Samples.NOW)).to();
        assertThat(chosen.target().model()).hasToString("m1");
        assertThat(chosen.decision().considered())
                .extracting(candidate -> candidate.passedOver())
                .containsExactly("its queue takes 30000 ms", null);
        assertThat(chosen.decision().hasAlternative()).isTrue();
        assertThat(judge(field, Priority.BACKGROUND, Samples.NOW)).isInstanceOf(Binding.Wait.class);
    }

    @Test
    void criticalWorkCallsLessAShortQueue() {
        Field field = field(Strategy.ORDERED, 1, 0);
        assertThat(went(judge(field, Priority.STANDARD, Samples.NOW))).isEqualTo("m0");
        assertThat(went(judge(field, Priority.CRITICAL, Samples.NOW))).isEqualTo("m1");
    }

    @Test
    void waitsForTheShortestQueue_whenNobodysIsShort() {
        Binding.Wait wait = (Binding.Wait) judge(field(Strategy.ORDERED, 30, 9), Priority.STANDARD, Samples.NOW);
        assertThat(wait.target().model()).hasToString("m1");
        assertThat(wait.until()).isEqualTo(Samples.NOW.plusSeconds(7));
    }

    @Test
    void neverWaitsBeyondTheLastCall() {
        Field field = field(Strategy.CHEAPEST, 500, 400);
        Instant now = Samples.NOW;
        for (int i = 0; i < 10_000; i++) {
            Binding binding = judge(field, Priority.BACKGROUND, now);
            if (binding instanceof Binding.Now) {
                assertThat(now).isBefore(DEADLINE.minusSeconds(100));
                return;
            }
            assertThat(((Binding.Wait) binding).until()).isAfter(now);
            now = ((Binding.Wait) binding).until();
        }
        throw new AssertionError("it waits for ever");
    }

    @Test
    void whoeversDoorIsOpen_isTakenAtOnce_whereOrderDecides() {
        Field field = field(Strategy.ORDERED, 0, 0, 0);
        RouteDecision.Chosen chosen =
                ((Binding.Now) judge(field, Priority.STANDARD, shut(30L, "p0"), Samples.NOW)).to();
        assertThat(chosen.target().model()).hasToString("m1");
        assertThat(chosen.decision().considered())
                .extracting(candidate -> candidate.passedOver())
                .containsExactly("its queue takes 30000 ms", null, "ranked behind");
    }

    @Test
    void cheapest_waitsBeforeAShutDoor_andGoesElsewhereInTime() {
        Field field = field(Strategy.CHEAPEST, 0, 0);
        Doors doors = shut(null, "p0");
        Binding.Wait wait = (Binding.Wait) judge(field, Priority.STANDARD, doors, DEADLINE.minusSeconds(10));
        assertThat(wait.target().model()).hasToString("m0");
        // Two seconds in a short queue, two for an answer, and one to spare: then it is too late for the cheap one.
        assertThat(wait.until()).isEqualTo(DEADLINE.minusSeconds(5).plusMillis(1));
        assertThat(went(judge(field, Priority.STANDARD, doors, wait.until()))).isEqualTo("m1");
        assertThat(went(judge(field, Priority.STANDARD, doors, DEADLINE.minusSeconds(1))))
                .isEqualTo("m1");
    }

    @Test
    void whoFindsAllDoorsShut_waitsForTheFirstToOpen_andLooksAgainSoon() {
        Field field = field(Strategy.ORDERED, 0, 0);
        Doors doors =
                provider -> new Doors.Shut(Duration.ofSeconds(provider.value().equals("p0") ? 50 : 40), SOON);
        Binding.Wait wait = (Binding.Wait) judge(field, Priority.STANDARD, doors, Samples.NOW);
        assertThat(wait.target().model()).hasToString("m1");
        assertThat(wait.expectedWait()).isEqualTo(Duration.ofSeconds(40));
        assertThat(wait.until()).isEqualTo(Samples.NOW.plus(SOON));
    }

    @Test
    void patientWorkLooksWhenItsDoorIsExpectedToOpen_andLateWorkSoon() {
        Field field = field(Strategy.CHEAPEST, 0, 0);
        Doors doors = shut(50L, "p0", "p1");
        assertThat(((Binding.Wait) judge(field, Priority.STANDARD, doors, Samples.NOW)).until())
                .isEqualTo(Samples.NOW.plusSeconds(48));
        Instant late = DEADLINE.minusSeconds(30);
        assertThat(((Binding.Wait) judge(field, Priority.STANDARD, doors, late)).until())
                .isEqualTo(late.plus(SOON));
    }

    @Test
    void whoIsLate_prefersAnOpenDoor_toAPromise() {
        Field field = field(Strategy.CHEAPEST, 0, 0);
        Instant late = DEADLINE.minusMillis(2_500);
        // The cheap one would be in time if its door opened when it is expected to.
        assertThat(went(judge(field, Priority.STANDARD, shut(0L, "p0"), late))).isEqualTo("m1");
    }

    /** Doors that are shut for so many seconds; null for nobody knows how long. */
    private static Doors shut(@Nullable Long seconds, String... providers) {
        Doors.Shut shut = new Doors.Shut(seconds == null ? null : Duration.ofSeconds(seconds), SOON);
        return provider -> List.of(providers).contains(provider.value()) ? shut : null;
    }

    /** Models m0, m1 … of rising price, each with a queue of so many seconds. */
    private static Field field(Strategy strategy, int... queues) {
        Field field = new Field(strategy);
        for (int i = 0; i < queues.length; i++) {
            field.with(
                    Integer.toString(i + 1),
                    0,
                    new FakeHealth().queue(Duration.ofSeconds(queues[i])).health());
        }
        return field;
    }

    private static Binding judge(Field field, Priority priority, Instant now) {
        return Binder.judge(field.query("r-1", priority, Map.of()), field.catalogue(), field, now);
    }

    private static Binding judge(Field field, Priority priority, Doors doors, Instant now) {
        return Binder.judge(
                field.query("r-1", priority, Map.of()), field.catalogue(), field, Headroom.BOUNDLESS, doors, now);
    }

    private static String went(Binding binding) {
        return ((Binding.Now) binding).to().target().model().value();
    }
}
