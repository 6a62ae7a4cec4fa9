package io.headgate.router.waiting;

import static io.headgate.router.waiting.Entries.AT_ALPHA;
import static io.headgate.router.waiting.Entries.FOR_FAST;
import static io.headgate.router.waiting.Entries.NOW;
import static io.headgate.router.waiting.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The room against a list that is searched from end to end, under a clock that the test moves. */
class WaitingRoomProperties {
    private static final List<Lane> LANES = List.of(AT_ALPHA, FOR_FAST);

    /** What happens: somebody comes, or the next of a lane goes, or somebody leaves, or time passes. */
    private record Step(int kind, int tenant, int priority, int lane, int seconds) {}

    @Property
    void theRoomIsWhatAListWouldBe(@ForAll("steps") List<Step> steps, @ForAll Random random) {
        WaitingRoom room = new WaitingRoom(new RoomLimits(5, 1_000), TenantWeights.EQUAL);
        List<Waiting> model = new ArrayList<>();
        Instant now = NOW;
        for (Step step : steps) {
            switch (step.kind()) {
                case 0, 1, 2 -> come(step, room, model, now);
                case 3 -> go(LANES.get(step.lane()), room, model, now);
                case 4 -> leave(step, room, model);
                default -> now = now.plusSeconds(step.seconds());
            }
            agree(room, model, now);
        }
        madeAgainIsTheSame(room, model, random);
    }

    private static void come(Step step, WaitingRoom room, List<Waiting> model, Instant now) {
        Waiting entry = entry(
                "t" + step.tenant(),
                room.nextArrival(),
                Priority.values()[step.priority()],
                LANES.get(step.lane()),
                now.plusSeconds(step.seconds() % 3),
                now.plusSeconds(1 + step.seconds()));
        room.enter(entry);
        model.add(entry);
    }

    private static void go(Lane lane, WaitingRoom room, List<Waiting> model, Instant now) {
        Optional<Waiting> next = room.next(lane, now, Opening.WIDE);
        assertThat(next.isPresent()).isEqualTo(model.stream().anyMatch(e -> mayGo(e, lane, model, now)));
        next.ifPresent(entry -> {
            assertThat(mayGo(entry, lane, model, now)).isTrue();
            room.go(entry, now);
            model.remove(entry);
        });
    }

    /** Nobody of its tenant and priority came before it to the lane, and it is not too early. */
    private static boolean mayGo(Waiting entry, Lane lane, List<Waiting> model, Instant now) {
        return entry.reason().lane().equals(lane)
                && !entry.reason().notBefore().isAfter(now)
                && model.stream()
                        .filter(other -> sameQueue(other, entry))
                        .noneMatch(other -> other.arrival() < entry.arrival());
    }

    private static boolean sameQueue(Waiting one, Waiting other) {
        return one.key().tenant().equals(other.key().tenant())
                && one.priority() == other.priority()
                && one.reason().lane().equals(other.reason().lane());
    }

    private static void leave(Step step, WaitingRoom room, List<Waiting> model) {
        if (!model.isEmpty()) {
            Waiting leaving = model.remove(step.seconds() % model.size());
            assertThat(room.leave(leaving.key())).contains(leaving);
            assertThat(room.leave(leaving.key())).isEmpty();
        }
    }

    private static void agree(WaitingRoom room, List<Waiting> model, Instant now) {
        assertThat(room.all()).containsExactlyInAnyOrderElementsOf(model);
        assertThat(room.bytes()).isEqualTo(model.size() * 100L);
        assertThat(room.overfull()).isEqualTo(model.size() > 5);
        assertThat(room.lanes())
                .containsExactlyInAnyOrderElementsOf(
                        model.stream().map(e -> e.reason().lane()).distinct().toList());
        assertThat(room.overdue(now, 100))
                .containsExactlyElementsOf(model.stream()
                        .filter(e -> !e.deadline().isAfter(now))
                        .sorted(Comparator.comparing(Waiting::deadline).thenComparing(Waiting::arrival))
                        .toList());
    }

    private static void madeAgainIsTheSame(WaitingRoom room, List<Waiting> model, Random random) {
        WaitingRoom again = new WaitingRoom(RoomLimits.DEFAULT, TenantWeights.EQUAL);
        List<Waiting> stored = new ArrayList<>(model);
        Collections.shuffle(stored, random);
        stored.forEach(again::enter);
        Instant late = NOW.plusSeconds(1_000_000);
        assertThat(again.all()).containsExactlyInAnyOrderElementsOf(room.all());
        for (Lane lane : LANES) {
            assertThat(byTenant(drain(again, lane, late))).isEqualTo(byTenant(drain(room, lane, late)));
        }
    }

    private static Map<String, List<Long>> byTenant(List<Waiting> order) {
        Map<String, List<Long>> arrivals = new HashMap<>();
        order.forEach(e -> arrivals.computeIfAbsent(e.key().tenant() + "/" + e.priority(), t -> new ArrayList<>())
                .add(e.arrival()));
        return arrivals;
    }

    private static List<Waiting> drain(WaitingRoom room, Lane lane, Instant now) {
        List<Waiting> order = new ArrayList<>();
        Optional<Waiting> next = room.next(lane, now, Opening.WIDE);
        while (next.isPresent()) {
            room.go(next.get(), now);
            order.add(next.get());
            next = room.next(lane, now, Opening.WIDE);
        }
        return order;
    }

    /** In any stretch, of tenants that wait all the time, none goes more than twice as often as its weight says. */
    @Property(tries = 200)
    void nobodyGetsMoreThanTwiceItsShare_whateverItCallsItsWork(
            @ForAll @Size(min = 2, max = 12) List<@IntRange(min = 1, max = 20) Integer> weights,
            @ForAll @IntRange(min = 0, max = 2) int othersPriority,
            @ForAll Random random) {
        Map<TenantId, Integer> byTenant = new HashMap<>();
        for (int i = 0; i < weights.size(); i++) {
            byTenant.put(new TenantId("t" + i), weights.get(i));
        }
        WaitingRoom room = new WaitingRoom(RoomLimits.DEFAULT, tenant -> byTenant.getOrDefault(tenant, 1));
        for (int i = 0; i < weights.size(); i++) {
            addOne(room, "t" + i, i == 0 ? Priority.CRITICAL : Priority.values()[othersPriority]);
        }
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Waiting next = room.next(AT_ALPHA, NOW, Opening.WIDE).orElseThrow();
            // Before it goes, so that its tenant never stops waiting.
            addOne(room, next.key().tenant().value(), next.priority());
            room.go(next, NOW);
            order.add(next.key().tenant().value());
        }
        int total = weights.stream().mapToInt(Integer::intValue).sum();
        int from = random.nextInt(300);
        List<String> stretch = order.subList(from, from + 1 + random.nextInt(300));
        for (int i = 0; i < weights.size(); i++) {
            double share = (double) weights.get(i) / total;
            // Turns are whole: by one turn, and by what each of the others may be behind, a short stretch may differ.
            double allowed = 2 * share * (stretch.size() + weights.size()) + 1;
            assertThat(Collections.frequency(stretch, "t" + i)).isLessThanOrEqualTo((int) Math.floor(allowed));
        }
    }

    private static void addOne(WaitingRoom room, String tenant, Priority priority) {
        room.enter(entry(tenant, room.nextArrival(), priority));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 20))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
