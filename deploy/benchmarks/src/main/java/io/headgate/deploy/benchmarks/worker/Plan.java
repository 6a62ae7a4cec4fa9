package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.rig.Rig;
import java.time.Duration;
import java.util.List;

/**
 * How much is done.
 *
 * @param inFlight calls under way at once in the first scenario
 * @param callTime how long each of them takes, whole milliseconds
 * @param concurrency calls under way at once with an instant upstream, for the bare client and for the subjects alike
 * @param warmUp load beforehand, not measured: a worker whose code is being compiled burns half as much again
 * @param measured how long each measurement is to last, about
 * @param rounds how often throughput with an instant upstream is measured, in turns; medians are told
 * @param settling rest before idling is measured: the compiler goes on for most of a minute
 * @param perSecond arrivals in the latency scenario
 * @param jvm options of the JVMs that are measured
 */
record Plan(
        int inFlight,
        Duration callTime,
        int concurrency,
        Duration warmUp,
        Duration measured,
        int rounds,
        Duration settling,
        int perSecond,
        List<String> jvm) {
    /** What the targets are about. */
    static final Plan FULL = new Plan(
            10_000,
            Duration.ofSeconds(2),
            512,
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            3,
            Duration.ofSeconds(60),
            100,
            List.of("-Xmx512m", "-XX:+UseG1GC"));

    /** To see that it runs: its figures mean little. */
    static final Plan QUICK = new Plan(
            200,
            Duration.ofMillis(500),
            32,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            1,
            Duration.ofSeconds(1),
            50,
            Rig.BRIEF);

    Plan {
        if (inFlight < 1) {
            throw new IllegalArgumentException("calls in flight: seen %d, allowed 1 or more".formatted(inFlight));
        }
        if (measured.toSeconds() < 1) {
            throw new IllegalArgumentException("seconds: seen %s, allowed 1 or more".formatted(measured));
        }
        jvm = List.copyOf(jvm);
    }

    Plan withInFlight(int calls) {
        return new Plan(calls, callTime, concurrency, warmUp, measured, rounds, settling, perSecond, jvm);
    }

    Plan withMeasured(Duration time) {
        return new Plan(inFlight, callTime, concurrency, warmUp, time, rounds, settling, perSecond, jvm);
    }

    Plan withRounds(int times) {
        return new Plan(inFlight, callTime, concurrency, warmUp, measured, times, settling, perSecond, jvm);
    }

    Plan withJvm(List<String> options) {
        return new Plan(inFlight, callTime, concurrency, warmUp, measured, rounds, settling, perSecond, options);
    }
}
