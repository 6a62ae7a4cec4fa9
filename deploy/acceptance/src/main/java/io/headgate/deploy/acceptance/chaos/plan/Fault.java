package io.headgate.deploy.acceptance.chaos.plan;

import io.headgate.deploy.acceptance.cluster.Disturbance;
import io.headgate.deploy.acceptance.cluster.Kind;
import java.time.Duration;
import java.util.List;

/** Something that goes wrong. Each has a text form, see {@link FaultText}. */
public sealed interface Fault {
    /** {@code kill -9}; it is started again after a while. */
    record Kill(String process, Duration back) implements Fault {}

    /** A worker that ends as by {@code kill -9} when it reaches a milestone for the n-th time; started again at once. */
    record KillAt(String process, String milestone, int hit) implements Fault {
        public KillAt {
            if (hit < 1) {
                throw new IllegalArgumentException("hit: seen %d, allowed 1 or more".formatted(hit));
            }
        }
    }

    /** SIGSTOP, and SIGCONT after a while that is longer than sessions and transactions last: a zombie. */
    record Freeze(String process, Duration time) implements Fault {}

    /** Each process of a kind is stopped in order and started again, one after another. */
    record RollingRestart(Kind kind) implements Fault {}

    /** Something happens to Postgres. */
    record Postgres(Mishap mishap) implements Fault {
        public enum Mishap {
            /** Stopped, its transactions rolled back, and started again. */
            RESTART,
            /** {@code pg_terminate_backend} of all its clients. */
            TERMINATE,
            /** One of its processes is killed: all connections are lost, and it recovers from its log. */
            CRASH
        }
    }

    /** What passes between processes is disturbed for a while: on all ways to a server, or on that of one process to it. */
    record Disturb(String way, Disturbance disturbance, Duration time) implements Fault {}

    /** A provider plays a fault of the simulator, in its text form, for a while, in so many of a hundred calls. */
    record Misbehave(String provider, String fault, int percent, Duration time) implements Fault {
        public Misbehave {
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException("percent: seen %d, allowed 1 to 100".formatted(percent));
            }
        }
    }

    /** So many requests are published again, as they were. */
    record Duplicates(int count) implements Fault {}

    /** So many records are published that are no requests. */
    record Hostile(int count) implements Fault {}

    /**
     * Another catalogue comes into force.
     *
     * @param providers that are in it, in order of preference
     */
    record Catalogue(List<String> providers) implements Fault {
        public Catalogue {
            providers = List.copyOf(providers);
        }
    }

    /** A worker's clock steps, forwards or backwards, and stays so. */
    record StepClock(String process, Duration by) implements Fault {}

    /** Whether a process ends by it that was not told to. */
    default boolean isKill() {
        return this instanceof Kill || this instanceof KillAt;
    }

    /** How long it is expected to be about its work, from its beginning until all is back. */
    default Duration lasts() {
        return switch (this) {
            case Kill(var _, var back) -> back.plusSeconds(6);
            case KillAt _ -> Duration.ofSeconds(8);
            case Freeze(var _, var time) -> time.plusSeconds(3);
            case RollingRestart _ -> Duration.ofSeconds(15);
            case Postgres _ -> Duration.ofSeconds(4);
            case Disturb(var _, var _, var time) -> time;
            case Misbehave(var _, var _, var _, var time) -> time;
            case Duplicates _, Hostile _, StepClock _ -> Duration.ofSeconds(1);
            case Catalogue _ -> Duration.ofSeconds(5);
        };
    }
}
