package io.headgate.worker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.FailureCode;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.Headroom;
import io.headgate.worker.call.Headroom.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Any interleaving of coming, going, and every way a call can end. */
class GatesProperties {
    private static final long SECOND = 1_000_000_000L;
    private static final List<Target> TARGETS = List.of(Trials.ONE, Trials.OTHER, Trials.target("third"));
    private static final CallTimeouts ALLOWED =
            Guard.timeouts(Trials.provider(1).timeouts(), Duration.ofMinutes(1)).orElseThrow();
    private static final List<CallOutcome> ENDS = List.of(
            Trials.COMPLETED,
            Trials.completed(900),
            Trials.DOWN,
            Trials.CROWDED,
            Trials.UNREACHABLE,
            Trials.refused(FailureCode.PROVIDER_BAD_REQUEST),
            Trials.refused(FailureCode.PROVIDER_AUTH),
            Trials.untried(FailureCode.DEADLINE_EXCEEDED),
            Trials.completed(100, new Headroom(new Quota(300L, 0, Duration.ofSeconds(1)), null)),
            Trials.unknown(FailureCode.PROVIDER_TIMEOUT),
            Trials.retryable(FailureCode.PROVIDER_RATE_LIMITED, 429, Duration.ofSeconds(3)));

    private static final class World {
        final Random random;
        final Gates gates;
        final Lines lines;
        final List<Waiter> waiting = new ArrayList<>();
        final List<Pass> inFlight = new ArrayList<>();
        int max;
        long now;
        long again;

        World(long seed, int max) {
            this.random = new Random(seed);
            this.gates = new Gates(random, () -> {});
            this.lines = new Lines(gates);
            this.max = max;
            follow();
        }

        void follow() {
            Provider provider = Trials.provider(new ProviderLimits(600L, 60_000L, 5, max));
            gates.follow(provider, Set.of(Trials.ONE, Trials.OTHER), now);
        }

        void step() {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> join();
                case 4, 5, 6 -> end(ENDS.get(random.nextInt(ENDS.size())));
                case 7 -> abandon();
                case 8 -> giveUp();
                case 9 -> gates.share(random.nextInt(3) / 2.0, now);
                case 10 -> {
                    max = 1 + random.nextInt(20);
                    follow();
                }
                default -> now += random.nextLong(2 * SECOND);
            }
            settle();
        }

        void join() {
            Errand errand = new Errand(
                    TARGETS.get(random.nextInt(TARGETS.size())),
                    random.nextInt(4) == 0,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    0,
                    false,
                    random.nextInt(2_000));
            long patience = random.nextInt(3) == 0 ? random.nextLong(5 * SECOND) : 3_600 * SECOND;
            Waiter waiter = new Waiter(errand, now + patience, random.nextInt(4) == 0, now);
            waiting.add(waiter);
            lines.join(waiter, now);
        }

        void end(CallOutcome outcome) {
            if (!inFlight.isEmpty()) {
                Pass pass = inFlight.remove(random.nextInt(inFlight.size()));
                gates.ended(pass, outcome, ALLOWED, random.nextLong(SECOND), now);
                gates.release(pass);
            }
        }

        void abandon() {
            if (!inFlight.isEmpty()) {
                gates.abandoned(inFlight.remove(random.nextInt(inFlight.size())), random.nextBoolean(), now);
            }
        }

        void giveUp() {
            if (!waiting.isEmpty()) {
                lines.leave(waiting.remove(random.nextInt(waiting.size())), now);
            }
        }

        void settle() {
            again = lines.admit(now);
            assertThat(again).isGreaterThan(now);
            waiting.removeIf(waiter -> {
                if (waiter.decision() instanceof Verdict.Passed(Pass pass)) {
                    inFlight.add(pass);
                }
                return waiter.decision() != null;
            });
        }

        int seenInFlight() {
            return gates.all().stream()
                    .mapToInt(gate -> gates.permits().inFlight(gate.target))
                    .sum();
        }
    }

    /** Nobody is forgotten: when calls complete and time goes on only when the gates say so, all come to an end. */
    @Property(tries = 300)
    void everybodyEnds_andNothingStaysTaken(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int max) {
        World world = new World(seed, max);
        for (int step = 0; step < 300; step++) {
            int before = world.inFlight.size();
            world.step();
            assertThat(world.inFlight.size()).isLessThanOrEqualTo(Math.max(before, world.max));
            assertThat(world.seenInFlight()).isEqualTo(world.inFlight.size());
        }
        world.gates.share(1, world.now);
        world.settle();
        for (int round = 0; !world.waiting.isEmpty() || !world.inFlight.isEmpty(); round++) {
            assertThat(round).as("waiting %s", world.waiting.size()).isLessThan(5_000);
            if (world.inFlight.isEmpty()) {
                assertThat(world.again).as("when to ask again").isLessThan(TokenBucket.NEVER);
                world.now = world.again;
            } else {
                world.end(Trials.COMPLETED);
            }
            world.settle();
        }
        assertThat(world.seenInFlight()).isZero();
    }
}
