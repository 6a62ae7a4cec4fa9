package io.headgate.deploy.acceptance.chaos.plan;

import io.headgate.deploy.acceptance.chaos.plan.Fault.Catalogue;
import io.headgate.deploy.acceptance.chaos.plan.Fault.Disturb;
import io.headgate.deploy.acceptance.chaos.plan.Fault.Duplicates;
import io.headgate.deploy.acceptance.chaos.plan.Fault.Freeze;
import io.headgate.deploy.acceptance.chaos.plan.Fault.Hostile;
import io.headgate.deploy.acceptance.chaos.plan.Fault.Kill;
import io.headgate.deploy.acceptance.chaos.plan.Fault.KillAt;
import io.headgate.deploy.acceptance.chaos.plan.Fault.Misbehave;
import io.headgate.deploy.acceptance.chaos.plan.Fault.Postgres;
import io.headgate.deploy.acceptance.chaos.plan.Fault.RollingRestart;
import io.headgate.deploy.acceptance.chaos.plan.Fault.StepClock;
import io.headgate.deploy.acceptance.cluster.ClusterShape;
import io.headgate.deploy.acceptance.cluster.Disturbance;
import io.headgate.deploy.acceptance.cluster.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Faults that a seed chooses among all that a cluster of this shape can have. The same seed, the same faults. */
final class Draw {
    /** Longer than the sessions (6 s) and transactions (6 s) of all services. */
    private static final Duration BEYOND_SESSIONS = Duration.ofSeconds(8);

    private static final List<String> PROVIDERS = List.of("swift", "steady", "thrifty");
    private static final List<String> WITH_ONE_MORE = List.of("swift", "steady", "thrifty", "nimble");
    private static final List<String> MISBEHAVIOUR = List.of(
            "status:503",
            "status:429;retry-after=2s",
            "hang",
            "reset-after-read",
            "reset-in-body",
            "half-close",
            "truncated-json",
            "html",
            "no-usage",
            "slow-body:2s");

    private final Random random;
    private final ClusterShape shape;

    Draw(long seed, ClusterShape shape) {
        this.random = new Random(seed);
        this.shape = shape;
    }

    /** The n-th kill, from 0: each way comes once in ten, what matters most in the first five. */
    Fault kill(int number) {
        return switch (number % 10) {
            case 0 -> kill(Kind.ROUTER, 2, 4);
            case 1 -> killAt("WRITTEN", 3);
            case 2 -> kill(Kind.METERING, 2, 4);
            case 3 -> killAt("CALLING", 5);
            case 4 -> kill(Kind.BROKER, 3, 10);
            case 5 -> killAt("ANSWERED", 5);
            case 6 -> kill(Kind.API, 1, 3);
            case 7 -> killAt("COMMITTED", 3);
            case 8 -> kill(Kind.WORKER, 2, 8);
            default -> killAt("TAKEN", 5);
        };
    }

    private Fault kill(Kind kind, int least, int most) {
        return new Kill(any(kind), seconds(least, most));
    }

    private Fault killAt(String milestone, int most) {
        return new KillAt(any(Kind.WORKER), milestone, 1 + random.nextInt(most));
    }

    /** Ways to go wrong that kill nothing, each once, in an order that the seed chooses. */
    List<Supplier<Fault>> others() {
        List<Supplier<Fault>> all = new ArrayList<>(List.of(
                () -> new Freeze(any(Kind.ROUTER), longFreeze()),
                () -> new Freeze(any(Kind.WORKER), longFreeze()),
                () -> new Freeze(any(Kind.METERING), longFreeze()),
                () -> new Freeze(any(Kind.BROKER), seconds(2, 8)),
                () -> new RollingRestart(any(ClusterShape.services())),
                () -> new Postgres(any(List.of(Postgres.Mishap.values()))),
                () -> new Postgres(Postgres.Mishap.RESTART),
                () -> new Disturb(broker(), new Disturbance.Reset(), seconds(1, 4)),
                () -> new Disturb(broker(), new Disturbance.BlackHole(), seconds(3, 10)),
                () -> new Disturb(
                        broker(), new Disturbance.Delay(Duration.ofMillis(50L + random.nextInt(150))), seconds(4, 8)),
                () -> new Disturb(wayTo("postgres", Kind.METERING), anyDisturbance(), seconds(2, 8)),
                () -> new Disturb(wayTo("providers", Kind.WORKER), anyDisturbance(), seconds(2, 6)),
                () -> new Disturb(broker(), new Disturbance.HalfClose(), seconds(1, 2)),
                () -> new Disturb(any(shape.clients()) + "~" + broker(), anyDisturbance(), seconds(3, 10)),
                () -> new Disturb(any(Kind.ROUTER) + "~" + broker(), new Disturbance.BlackHole(), longFreeze()),
                () -> new Misbehave(any(PROVIDERS), any(MISBEHAVIOUR), 100, seconds(4, 8)),
                () -> new Misbehave(any(PROVIDERS), any(MISBEHAVIOUR), 20 + random.nextInt(60), seconds(6, 12)),
                () -> new Duplicates(10 + random.nextInt(40)),
                () -> new Hostile(10 + random.nextInt(20)),
                () -> new Catalogue(rotated(PROVIDERS)),
                () -> new Catalogue(PROVIDERS.subList(0, 2)),
                () -> new Catalogue(WITH_ONE_MORE),
                () -> new StepClock(any(Kind.WORKER), seconds(5, 30)),
                () -> new StepClock(any(Kind.WORKER), seconds(5, 30).negated())));
        Collections.shuffle(all, random);
        return all;
    }

    /** In an order that the seed chooses. */
    <T> void shuffle(List<T> list) {
        Collections.shuffle(list, random);
    }

    private Disturbance anyDisturbance() {
        return any(List.of(
                new Disturbance.Reset(),
                new Disturbance.BlackHole(),
                new Disturbance.HalfClose(),
                new Disturbance.Delay(Duration.ofMillis(100L + random.nextInt(400)))));
    }

    private List<String> rotated(List<String> names) {
        List<String> rotated = new ArrayList<>(names);
        Collections.rotate(rotated, 1 + random.nextInt(names.size() - 1));
        return rotated;
    }

    /** All ways to a server, or that of one process alone. */
    private String wayTo(String server, Kind kind) {
        return random.nextBoolean() ? server : any(kind) + "~" + server;
    }

    private String broker() {
        return "kafka-" + (1 + random.nextInt(shape.count(Kind.BROKER)));
    }

    private String any(Kind kind) {
        return any(shape.members(kind));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Duration longFreeze() {
        return BEYOND_SESSIONS.plusSeconds(random.nextInt(7));
    }

    private Duration seconds(int least, int most) {
        return Duration.ofSeconds(least + random.nextInt(most - least + 1));
    }
}
