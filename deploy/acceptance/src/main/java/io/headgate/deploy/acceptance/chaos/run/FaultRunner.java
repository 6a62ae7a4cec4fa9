package io.headgate.deploy.acceptance.chaos.run;

import io.headgate.deploy.acceptance.chaos.load.Load;
import io.headgate.deploy.acceptance.chaos.plan.Fault;
import io.headgate.deploy.acceptance.chaos.plan.FaultPlan;
import io.headgate.deploy.acceptance.cluster.Cluster;
import io.headgate.deploy.acceptance.cluster.Disturbance;
import io.headgate.deploy.acceptance.cluster.Kind;
import io.headgate.deploy.acceptance.cluster.Member;
import io.headgate.deploy.acceptance.cluster.child.KillPoint;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Carries faults out, and puts right afterwards what they did. Thread-safe. */
final class FaultRunner {
    /** Longer than a lone router is away on a slow machine: nobody is called meanwhile. */
    private static final Duration UNTIL_REACHED = Duration.ofSeconds(90);

    private static final Duration UNTIL_BOOKED = Duration.ofSeconds(90);

    private final Cluster cluster;
    private final Load load;
    private final SimulatorControl simulator;
    private final BooksWatch books;
    private final URI providers;

    FaultRunner(Cluster cluster, Load load) {
        this.cluster = cluster;
        this.load = load;
        this.simulator = new SimulatorControl(cluster.simulator());
        this.books = new BooksWatch(cluster.kafka(), cluster.database());
        this.providers = cluster.providers();
    }

    /** Carries one out and returns when all is as before. Never throws but to be stopped: a failure is an outcome. */
    Deed carryOut(FaultPlan.Planned planned) throws InterruptedException {
        Strike strike = new Strike();
        Deed.Outcome outcome;
        try {
            outcome = carryOut(planned.fault(), strike);
        } catch (IOException | SQLException | RuntimeException e) {
            outcome = new Deed.Outcome.Failed(e.toString());
        }
        return new Deed(planned, strike.atNanos, Duration.ofNanos(System.nanoTime() - strike.atNanos), outcome);
    }

    /** When a fault struck: when it began, unless it says later that it was then. */
    private static final class Strike {
        private long atNanos = System.nanoTime();

        void now() {
            atNanos = System.nanoTime();
        }
    }

    private Deed.Outcome carryOut(Fault fault, Strike strike) throws IOException, SQLException, InterruptedException {
        switch (fault) {
            case Fault.Kill(var process, var back) -> {
                return kill(cluster.member(process), back, strike);
            }
            case Fault.KillAt(var process, var milestone, var hit) -> {
                return killAt(cluster.member(process), milestone, hit, strike);
            }
            case Fault.Freeze(var process, var time) -> freeze(cluster.member(process), time, strike);
            case Fault.RollingRestart(var kind) -> restartEach(kind);
            case Fault.Postgres(var mishap) -> {
                return postgres(mishap, strike);
            }
            case Fault.Disturb(var way, var disturbance, var time) -> disturb(way, disturbance, time);
            case Fault.Misbehave(var provider, var played, var percent, var time) -> {
                simulator.behave(provider, ChaosProviders.misbehaving(provider, played, percent));
                pause(time);
                simulator.behave(provider, ChaosProviders.normal(provider));
            }
            case Fault.Duplicates(var count) -> load.repeat(count);
            case Fault.Hostile(var count) -> load.publishHostile(count);
            case Fault.Catalogue(var names) -> cluster.publish(ChaosProviders.catalogue(providers, names));
            case Fault.StepClock(var process, var by) -> cluster.member(process).order("clock " + by);
        }
        return new Deed.Outcome.Struck(Optional.empty());
    }

    private Deed.Outcome kill(Member member, Duration back, Strike strike) throws InterruptedException {
        try (var _ = member.claim()) {
            strike.now();
            member.kill();
            pause(back);
            startAgain(member);
        }
        return member.kind() == Kind.METERING ? booked(strike) : new Deed.Outcome.Struck(Optional.empty());
    }

    private Deed.Outcome killAt(Member member, String milestone, int hit, Strike strike) throws InterruptedException {
        try (var _ = member.claim()) {
            member.order("%s %s %d".formatted(KillPoint.ORDER, milestone, hit));
            Optional<Integer> exit = member.awaitOwnEnd(UNTIL_REACHED);
            strike.now();
            startAgain(member);
            return exit.filter(status -> status == KillPoint.EXIT).isPresent()
                    ? new Deed.Outcome.Struck(Optional.empty())
                    : new Deed.Outcome.NotReached();
        }
    }

    private static void freeze(Member member, Duration time, Strike strike) throws InterruptedException {
        try (var _ = member.claim()) {
            strike.now();
            member.freeze();
            try {
                pause(time);
            } finally {
                member.thaw();
            }
        }
    }

    private void restartEach(Kind kind) throws InterruptedException {
        for (Member member : cluster.members(kind)) {
            try (var _ = member.claim()) {
                member.stop();
                startAgain(member);
            }
        }
    }

    private Deed.Outcome postgres(Fault.Postgres.Mishap mishap, Strike strike)
            throws IOException, SQLException, InterruptedException {
        switch (mishap) {
            case RESTART -> cluster.database().restart();
            case TERMINATE -> cluster.database().terminateBackends();
            case CRASH -> cluster.database().crash();
        }
        return booked(strike);
    }

    private Deed.Outcome booked(Strike strike) throws InterruptedException {
        return new Deed.Outcome.Struck(books.catchUp(strike.atNanos, UNTIL_BOOKED));
    }

    private void disturb(String way, Disturbance disturbance, Duration time) throws InterruptedException {
        cluster.passage(way).disturb(disturbance);
        try {
            pause(time);
        } finally {
            cluster.passage(way).disturb(Disturbance.NONE);
        }
    }

    private static void startAgain(Member member) throws InterruptedException {
        member.start();
        if (!member.awaitReady()) {
            throw new IllegalStateException(member.name() + " was started again and does not serve");
        }
    }

    /** After the last fault: the catalogue of the beginning is in force again. */
    void restore() {
        cluster.publish(ChaosProviders.catalogue(providers, ChaosProviders.FIRST));
    }

    long calls() throws IOException, InterruptedException {
        return simulator.calls();
    }

    /** The APIs that are up. */
    static List<URI> apis(Cluster cluster) {
        return cluster.members(Kind.API).stream()
                .flatMap(member -> member.address().stream())
                .toList();
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
