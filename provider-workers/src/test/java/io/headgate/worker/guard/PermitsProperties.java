package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.Target;
import io.headgate.worker.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** The rules once more, written the long way. */
    private static final class Model {
        final int max;
        final List<Target> targets;
        final List<Held> held = new ArrayList<>();
        final Map<Target, Long> lately = new HashMap<>();

        Model(int max, List<Target> targets) {
            this.max = max;
            this.targets = targets;
        }

        long count(Target target, boolean standardOnly) {
            return held.stream()
                    .filter(h -> h.target.equals(target) && !(standardOnly && h.critical))
                    .count();
        }

        long promise(Target target) {
            long called = targets.stream().filter(t -> lately(t) > 0).count();
            long idle = idle();
            long fair = called == 0 || idle == 0 ? 0 : (max - reserve(max) - (targets.size() - called) * idle) / called;
            return Math.max(idle, Math.min(fair, 2 * lately(target)));
        }

        private long idle() {
            return targets.size() > max / 2 ? 0 : Math.max(1, max / (4L * targets.size()));
        }

        long lately(Target target) {
            return lately.getOrDefault(target, 0L);
        }

        void take(Held taken) {
            held.add(taken);
            lately.merge(taken.target, count(taken.target, false), Math::max);
        }

        void age() {
            targets.forEach(t -> lately.put(t, Math.max(count(t, false), lately(t) / 2)));
        }

        boolean mayTake(Target target, boolean critical, int limit) {
            boolean any = count(target, false) < limit && roomBesidePromises(max, target, false);
            return any
                    && (critical
                            || (count(target, true) < limit - reserve(limit)
                                    && roomBesidePromises(max - reserve(max), target, true)));
        }

        private boolean roomBesidePromises(long room, Target target, boolean standardOnly) {
            long all = held.stream().filter(h -> !(standardOnly && h.critical)).count();
            long own = count(target, standardOnly);
            if (own < idle()) {
                return all < room;
            }
            boolean withinPromise = own < promise(target);
            long kept = targets.stream()
                    .filter(t -> !t.equals(target))
                    .mapToLong(t -> Math.max(0, (withinPromise ? idle() : promise(t)) - count(t, standardOnly)))
                    .sum();
            return all + kept < room;
        }

        static int reserve(int of) {
            return of < 2 ? 0 : Math.max(1, of / 10);
        }
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
        Model model = new Model(max, targets);
        for (int step = 0; step < 400; step++) {
            Target target = targets.get(random.nextInt(count));
            boolean critical = random.nextInt(4) == 0;
            if (random.nextInt(50) == 0) {
                permits.age();
                model.age();
            } else if (random.nextInt(5) < 3) {
                boolean admitted = permits.admits(target, critical);
                assertThat(admitted)
                        .isEqualTo(model.mayTake(
                                target, critical, permits.limit(target).get()));
                if (admitted) {
                    model.take(new Held(target, critical, permits.take(target, critical)));
                }
            } else if (!model.held.isEmpty()) {
                end(permits, model.held.remove(random.nextInt(model.held.size())), random);
            }
            assertThat(model.held).hasSizeLessThanOrEqualTo(max);
            assertThat(model.held.stream().filter(h -> !h.critical).count())
                    .isLessThanOrEqualTo(max - Model.reserve(max));
            targets.forEach(t -> assertThat((long) permits.inFlight(t)).isEqualTo(model.count(t, false)));
        }
    }

    private static void end(Permits permits, Held ended, Random random) {
        if (random.nextInt(10) == 0) {
            permits.limit(ended.target).overloaded(ended.call);
        } else {
            permits.limit(ended.target).completed(permits.inFlight(ended.target));
        }
        permits.release(ended.target, ended.critical);
    }

    @Example
    void whatATargetLatelyHadIsKeptForIt_whenAnotherTakesAllItCan() {
        Permits permits = new Permits();
        permits.follow(100, new HashSet<>(targets(2)));
        for (int i = 0; i < 20; i++) {
            permits.take(target(0), false);
        }
        for (int i = 0; i < 20; i++) {
            permits.release(target(0), false);
        }

        assertThat(takeAll(permits, target(1), false)).isEqualTo(90 - 40);
        assertThat(takeAll(permits, target(0), false)).isEqualTo(40);
    }

    @Example
    void whatIsNotUsedIsNotKept_whenTimeHasPassed() {
        Permits permits = new Permits();
        permits.follow(100, new HashSet<>(targets(2)));
        for (int i = 0; i < 20; i++) {
            permits.take(target(0), false);
        }
        for (int i = 0; i < 20; i++) {
            permits.release(target(0), false);
        }
        for (int i = 0; i < 5; i++) {
            permits.age();
        }

        assertThat(takeAll(permits, target(1), false)).isEqualTo(90 - 12);
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
