package io.headgate.router.waiting;

import static io.headgate.router.waiting.Entries.AT_ALPHA;
import static io.headgate.router.waiting.Entries.NOW;
import static io.headgate.router.waiting.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private final WaitingRoom room =
            new WaitingRoom(new RoomLimits(10, 2_000), tenant -> tenant.value().equals("double") ? 2 : 1);

    @Test
    void nobodyIsNext_inAnEmptyLane() {
        assertThat(room.next(AT_ALPHA, NOW, Opening.WIDE)).isEmpty();
        assertThat(room.lanes()).isEmpty();
    }

    @Test
    void tenantsTakeTurns_howeverManyOneHas() {
        for (int i = 0; i < 5; i++) {
            room.enter(entry("noisy", i, Priority.STANDARD));
        }
        room.enter(entry("quiet", 5, Priority.STANDARD));
        room.enter(entry("quiet", 6, Priority.STANDARD));
        assertThat(arrivals(7)).containsExactly(0L, 5L, 1L, 6L, 2L, 3L, 4L);
    }

    @Test
    void aTenantOfWeightTwo_goesTwiceAsOften() {
        for (int i = 0; i < 4; i++) {
            room.enter(entry("double", i, Priority.STANDARD));
            room.enter(entry("single", 10 + i, Priority.STANDARD));
        }
        assertThat(arrivals(6)).filteredOn(arrival -> arrival < 10).hasSize(4);
    }

    @Test
    void aWeightThatChanges_countsForThoseWhoWaitAlready() {
        AtomicInteger weight = new AtomicInteger(1);
        WaitingRoom changing =
                new WaitingRoom(RoomLimits.DEFAULT, tenant -> tenant.value().equals("raised") ? weight.get() : 1);
        for (int i = 0; i < 9; i++) {
            changing.enter(entry("raised", i, Priority.STANDARD));
            changing.enter(entry("other", 100 + i, Priority.STANDARD));
        }
        assertThat(drain(changing, 4)).filteredOn(arrival -> arrival < 100).hasSize(2);
        weight.set(3);
        changing.enter(entry("raised", 9, Priority.STANDARD));
        assertThat(drain(changing, 8)).filteredOn(arrival -> arrival < 100).hasSizeBetween(5, 7);
    }

    @Test
    void ofOneTenant_criticalGoesFirst_andBackgroundLast() {
        room.enter(entry("a", 0, Priority.BACKGROUND));
        room.enter(entry("a", 1, Priority.STANDARD));
        room.enter(entry("a", 2, Priority.CRITICAL));
        room.enter(entry("a", 3, Priority.CRITICAL));
        assertThat(arrivals(4)).containsExactly(2L, 3L, 1L, 0L);
    }

    @Test
    void betweenTenantsWhoseTurnItIs_theMoreUrgentGoesFirst() {
        room.enter(entry("a", 0, Priority.BACKGROUND));
        room.enter(entry("b", 1, Priority.STANDARD));
        room.enter(entry("c", 2, Priority.CRITICAL));
        assertThat(arrivals(3)).containsExactly(2L, 1L, 0L);
    }

    @Test
    void backgroundWork_isPassedOverTenTimesAtMost() {
        WaitingRoom large = new WaitingRoom(RoomLimits.DEFAULT, TenantWeights.EQUAL);
        large.enter(entry("a", 0, Priority.BACKGROUND));
        for (int i = 1; i <= 30; i++) {
            large.enter(entry("a", i, Priority.STANDARD));
        }
        List<Long> order = drain(large, 31);
        assertThat(order.indexOf(0L)).isEqualTo(TenantQueue.PASSED_OVER_AT_MOST);
    }

    @Test
    void comingAndGoing_gainsNothing() {
        for (int i = 0; i < 5; i++) {
            room.enter(entry("steady", i, Priority.STANDARD));
        }
        List<Long> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            room.enter(entry("sly", 100 + i, Priority.STANDARD));
            order.addAll(arrivals(1));
            order.addAll(arrivals(1));
        }
        assertThat(order).filteredOn(arrival -> arrival >= 100).hasSize(4);
        assertThat(order.subList(0, 4)).filteredOn(arrival -> arrival >= 100).hasSize(2);
    }

    @Test
    void whoIsTooEarly_letsOthersGo_butNotItsTenantsNext() {
        room.enter(entry("a", 0, Priority.STANDARD, AT_ALPHA, NOW.plusSeconds(5), NOW.plusSeconds(600)));
        room.enter(entry("a", 1, Priority.STANDARD));
        room.enter(entry("b", 2, Priority.STANDARD));
        assertThat(arrivals(3)).containsExactly(2L);
        assertThat(room.next(AT_ALPHA, NOW.plusSeconds(5), Opening.WIDE)
                        .orElseThrow()
                        .arrival())
                .isZero();
    }

    @Test
    void whoCannotBeAnsweredInTime_letsOthersOfItsKindGoFirst_theLastToComeBeforeTheOthers() {
        room.enter(due("a", 0, Priority.STANDARD, 2));
        room.enter(due("a", 1, Priority.STANDARD, 3));
        room.enter(due("a", 2, Priority.STANDARD, 9));
        room.enter(due("a", 3, Priority.BACKGROUND, 9));
        room.enter(due("a", 4, Priority.CRITICAL, 2));
        assertThat(arrivals(5, NOW.plusSeconds(5))).containsExactly(4L, 2L, 1L, 0L, 3L);
        assertThat(room.isEmpty()).isTrue();
    }

    @Test
    void turnsBetweenTenants_areTheSame_forThoseInTimeAndThoseThatAreNot() {
        room.enter(due("a", 0, Priority.STANDARD, 9));
        room.enter(due("b", 1, Priority.STANDARD, 2));
        room.enter(due("a", 2, Priority.STANDARD, 9));
        room.enter(due("b", 3, Priority.STANDARD, 2));
        assertThat(arrivals(4, NOW.plusSeconds(5))).containsExactly(0L, 3L, 1L, 2L);
    }

    @Test
    void whenAnswersBecomeQuicker_whoStoodAsideHasItsPlaceAgain() {
        room.enter(due("a", 0, Priority.STANDARD, 9));
        room.enter(due("a", 1, Priority.STANDARD, 9));
        room.enter(due("a", 2, Priority.STANDARD, 60));
        assertThat(room.next(AT_ALPHA, NOW, lastInTime(NOW.plusSeconds(30))))
                .map(Waiting::arrival)
                .hasValue(2L);
        assertThat(arrivals(3, NOW.plusSeconds(5))).containsExactly(0L, 1L, 2L);
    }

    private List<Long> arrivals(int most, Instant lastInTime) {
        return drain(room, most, lastInTime(lastInTime));
    }

    private static Waiting due(String tenant, long arrival, Priority priority, int seconds) {
        return entry(tenant, arrival, priority, AT_ALPHA, NOW, NOW.plusSeconds(seconds));
    }

    @Test
    void onlyPrioritiesThatAreTaken_go() {
        room.enter(entry("a", 0, Priority.STANDARD));
        room.enter(entry("a", 1, Priority.CRITICAL));
        assertThat(room.next(AT_ALPHA, NOW, only(Priority.STANDARD, true))
                        .orElseThrow()
                        .arrival())
                .isZero();
        assertThat(room.next(AT_ALPHA, NOW, only(Priority.BACKGROUND, true))).isEmpty();
    }

    @Test
    void aShareBindsOnly_whenOthersWait() {
        room.enter(entry("a", 0, Priority.STANDARD));
        assertThat(room.next(AT_ALPHA, NOW, only(Priority.STANDARD, false))).isPresent();
        room.enter(entry("b", 1, Priority.STANDARD));
        assertThat(room.next(AT_ALPHA, NOW, only(Priority.STANDARD, false))).isEmpty();
    }

    @Test
    void theEarliestDeadlineIsOverdueFirst_andOnlySoMany() {
        room.enter(entry("a", 0, Priority.STANDARD, AT_ALPHA, NOW, NOW.plusSeconds(3)));
        room.enter(entry("b", 1, Priority.STANDARD, AT_ALPHA, NOW, NOW.plusSeconds(1)));
        room.enter(entry("c", 2, Priority.STANDARD, AT_ALPHA, NOW, NOW.plusSeconds(2)));
        assertThat(room.overdue(NOW.plusMillis(999), 9)).isEmpty();
        assertThat(room.overdue(NOW.plusSeconds(2), 9))
                .extracting(Waiting::arrival)
                .containsExactly(1L, 2L);
        assertThat(room.overdue(NOW.plusSeconds(9), 1))
                .extracting(Waiting::arrival)
                .containsExactly(1L);
    }

    @Test
    void whoIsToBeDecidedAboutAnew_isDueThen_whateverItsTurn() {
        room.enter(entry("a", 0, Priority.STANDARD));
        Reason later = new Reason(AT_ALPHA, "a test", NOW, null, NOW.plusSeconds(5));
        Waiting patient = new Waiting(
                entry("b", 1, Priority.STANDARD).key(),
                Priority.STANDARD,
                NOW.plusSeconds(600),
                1,
                NOW,
                1,
                100,
                later,
                false);
        room.enter(patient);
        assertThat(room.againDue(NOW.plusMillis(4_999), 9)).isEmpty();
        assertThat(room.againDue(NOW.plusSeconds(5), 9)).containsExactly(patient);
        room.leave(patient.key());
        assertThat(room.againDue(NOW.plusSeconds(5), 9)).isEmpty();
    }

    @Test
    void roomIsCounted_inRequestsAndBytes() {
        for (int i = 0; i < 10; i++) {
            assertThat(room.hasRoomFor(100)).isTrue();
            room.enter(entry("a", i, Priority.STANDARD));
        }
        assertThat(room.hasRoomFor(1)).isFalse();
        assertThat(room.overfull()).isFalse();
        room.enter(entry("a", 10, Priority.STANDARD));
        assertThat(room.overfull()).isTrue();
        room.leave(entry("a", 10, Priority.STANDARD).key());
        assertThat(room.overfull()).isFalse();
        assertThat(room.bytes()).isEqualTo(1_000);
        assertThat(new WaitingRoom(new RoomLimits(10, 99), TenantWeights.EQUAL).hasRoomFor(100))
                .isFalse();
    }

    @Test
    void changingLanes_keepsThePlaceAmongTheTenantsOwn() {
        room.enter(entry("a", 0, Priority.STANDARD, Entries.FOR_FAST, NOW, NOW.plusSeconds(600)));
        room.enter(entry("a", 1, Priority.STANDARD));
        room.enter(entry("a", 0, Priority.STANDARD));
        assertThat(room.size()).isEqualTo(2);
        assertThat(room.lanes()).containsExactly(AT_ALPHA);
        assertThat(arrivals(2)).containsExactly(0L, 1L);
    }

    private static Opening lastInTime(Instant instant) {
        return opening(EnumSet.allOf(Priority.class), true, instant);
    }

    private static Opening only(Priority taken, boolean withinShare) {
        return opening(EnumSet.of(taken), withinShare, Instant.MIN);
    }

    private static Opening opening(Set<Priority> taken, boolean withinShare, Instant lastInTime) {
        return new Opening() {
            @Override
            public boolean isShut() {
                return false;
            }

            @Override
            public boolean takes(TenantId tenant, Priority priority) {
                return taken.contains(priority);
            }

            @Override
            public boolean withinShare(TenantId tenant, int weight, long waiting) {
                return withinShare;
            }

            @Override
            public Instant lastInTime(Priority priority) {
                return lastInTime;
            }
        };
    }

    private List<Long> arrivals(int most) {
        return drain(room, most);
    }

    private static List<Long> drain(WaitingRoom from, int most) {
        return drain(from, most, Opening.WIDE);
    }

    private static List<Long> drain(WaitingRoom from, int most, Opening opening) {
        List<Long> order = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            from.next(AT_ALPHA, NOW, opening).ifPresent(next -> {
                from.go(next, NOW);
                order.add(next.arrival());
            });
        }
        return order;
    }
}
