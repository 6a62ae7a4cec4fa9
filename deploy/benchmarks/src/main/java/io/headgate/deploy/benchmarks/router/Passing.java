package io.headgate.deploy.benchmarks.router;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.rig.InstantWorkers;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.rig.Results;
import io.headgate.deploy.benchmarks.subject.RouterJvm;
import io.headgate.deploy.benchmarks.subject.StreamsCopyJvm;
import java.util.List;

/** Who takes requests and writes dispatches. */
enum Passing {
    ROUTER("router", RouterJvm.class) {
        @Override
        List<String> arguments(Lane lane, int standbyReplicas) {
            return RouterJvm.arguments(lane.kafka(), standbyReplicas);
        }

        @Override
        Results dispatches(Lane lane, int expected, InstantWorkers workers) {
            return lane.dispatches(expected, workers);
        }
    },
    /** What it passes on are no dispatches: nobody answers them. */
    COPY("Streams copy", StreamsCopyJvm.class) {
        /** It has no stores, and so no replicas of any. */
        @Override
        List<String> arguments(Lane lane, int standbyReplicas) {
            return StreamsCopyJvm.arguments(lane.kafka(), StreamsCopyJvm.TO_DISPATCHES);
        }

        @Override
        Results dispatches(Lane lane, int expected, InstantWorkers workers) {
            return lane.dispatches(expected, _ -> {});
        }
    };

    private final String title;
    private final Class<?> main;

    Passing(String title, Class<?> main) {
        this.title = title;
        this.main = main;
    }

    /** Starts it in a JVM of its own; it takes requests when this returns. */
    ChildJvm start(RouterBench bench, Lane lane, int standbyReplicas) {
        return ChildJvm.start(main, bench.plan().jvm(), arguments(lane, standbyReplicas));
    }

    abstract List<String> arguments(Lane lane, int standbyReplicas);

    /** What it passes on, and what workers make of that. */
    abstract Results dispatches(Lane lane, int expected, InstantWorkers workers);

    @Override
    public String toString() {
        return title;
    }
}
