package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.Target;
import io.headgate.worker.Samples;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Permits against a plain list of who holds one. */
class PermitsProperties {
    private record Held(Target target, boolean critical, long call) {}

    private static Target target(int number) {
        return new Target(Samples.PROVIDER, new EndpointName("main"), new ModelName("m" + number), "m");
    }

    private static List<Target> targets(int count) {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            targets.add(target(i));
        }
        return targets;
    }

    private static int share(int max, int targets) {
        return targets > max / 2 ? 0 : Math.max(1, max / (4 * targets));
    }

    private static long count(List<Held> held, Target target, boolean standardOnly) {
        return held.stream()
                .filter(h -> h.target.equals(target) && !(standardOnly && h.critical))
                .count();
    }

    @Property(tries = 100)
    void keepsEveryPromise_whateverTheOrder(
            @ForAll @IntRange(min = 1, max = 60) int max,
            @ForAll @IntRange(min = 1, max = 8) int count,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<Target> targets = targets(count);
        Permits permits = new Permits();
        permits.follow(max, new HashSet<>(targets));
        List<Held> held = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            Target target = targets.get(random.nextInt(count));
            boolean critical = random.nextInt(4) == 0;
            if (random.nextInt(5) < 3) {
                boolean admitted = permits.admits(target, critical);
                assertThat(admitted).isEqualTo(mayTake(held, permits, targets, max, target, critical));
                if (admitted) {
                    held.add(new Held(target, critical, permits.take(target, critical)));
                }
            } else if (!held.isEmpty()) {
                Held ended = held.remove(random.nextInt(held.size()));
                switch (random.nextInt(10)) {
                    case 0 -> permits.limit(ended.target).overloaded(ended.call);
                    default -> permits.limit(ended.target).completed(permits.inFlight(ended.target));
                }
                permits.release(ended.target, ended.critical);
            }
            assertThat(held).hasSizeLessThanOrEqualTo(max);
            assertThat(held.stream().filter(h -> !h.critical).count())
                    .isLessThanOrEqualTo(max - (max < 2 ? 0 : Math.max(1, max / 10)));
            targets.forEach(t -> assertThat((long) permits.inFlight(t)).isEqualTo(count(held, t, false)));
        }
    }

    /** The rules once more, written the long way. */
    private static boolean mayTake(
            List<Held> held, Permits permits, List<Target> targets, int max, Target target, boolean critical) {
        int limit = permits.limit(target).get();
        if (count(held, target, false) >= limit || !roomBesidePromises(held, targets, max, target, false)) {
            return false;
        }
        int limitReserve = limit < 2 ? 0 : Math.max(1, limit / 10);
        int reserve = max < 2 ? 0 : Math.max(1, max / 10);
        return critical
                || (count(held, target, true) < limit - limitReserve
                        && roomBesidePromises(held, targets, max - reserve, target, true));
    }

    private static boolean roomBesidePromises(
            List<Held> held, List<Target> targets, int room, Target target, boolean standardOnly) {
        int max = standardOnly ? -1 : room;
        long all = held.stream().filter(h -> !(standardOnly && h.critical)).count();
        int share = standardOnly ? shareOf(room, targets.size()) : share(max, targets.size());
        if (count(held, target, standardOnly) < share) {
            return all < room;
        }
        long promised = targets.stream()
                .filter(t -> !t.equals(target))
                .mapToLong(t -> Math.max(0, share - count(held, t, standardOnly)))
                .sum();
        return all + promised < room;
    }

    /** The share is of the whole, of which {@code room} is what is left beside the reserve. */
    private static int shareOf(int room, int targets) {
        int max = room;
        while (max - (max < 2 ? 0 : Math.max(1, max / 10)) < room) {
            max++;
        }
        return share(max, targets);
    }

    @Example
    void oneTargetUsesAllButTheReserve_whenItIsAlone() {
        Permits permits = new Permits();
        permits.follow(100, new HashSet<>(targets(1)));

        assertThat(takeAll(permits, target(0), false)).isEqualTo(90);
        assertThat(takeAll(permits, target(0), true)).isEqualTo(10);
    }

    @Example
    void othersKeepTheirShare_whenOneTakesAllItCan() {
        Permits permits = new Permits();
        permits.follow(100, new HashSet<>(targets(5)));

        assertThat(takeAll(permits, target(0), false)).isEqualTo(90 - 4 * 5);
        for (int other = 1; other < 5; other++) {
            assertThat(takeAll(permits, target(other), false)).isEqualTo(5);
        }
        assertThat(takeAll(permits, target(1), true)).isEqualTo(10);
    }

    @Example
    void criticalPasses_whenStandardWorkFillsALoweredLimit() {
        Permits permits = new Permits();
        permits.follow(100, new HashSet<>(targets(1)));
        while (permits.limit(target(0)).get() > 5) {
            permits.limit(target(0)).overloaded(permits.limit(target(0)).start());
        }
        int limit = permits.limit(target(0)).get();

        assertThat(takeAll(permits, target(0), false)).isEqualTo(limit - 1);
        assertThat(takeAll(permits, target(0), true)).isEqualTo(1);
    }

    @Example
    void admitsNobody_whileMoreAreOutThanANewLimitAllows() {
        Permits permits = new Permits();
        permits.follow(10, new HashSet<>(targets(1)));
        takeAll(permits, target(0), true);

        permits.follow(4, new HashSet<>(targets(1)));
        for (int i = 0; i < 6; i++) {
            assertThat(permits.admits(target(0), true)).isFalse();
            permits.release(target(0), true);
        }
        permits.release(target(0), true);
        assertThat(permits.admits(target(0), true)).isTrue();
    }

    private static int takeAll(Permits permits, Target target, boolean critical) {
        int taken = 0;
        while (permits.admits(target, critical)) {
            permits.take(target, critical);
            taken++;
        }
        return taken;
    }
}
