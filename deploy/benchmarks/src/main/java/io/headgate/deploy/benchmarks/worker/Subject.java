package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.subject.BareClientJvm;
import io.headgate.deploy.benchmarks.subject.PlainJvm;
import io.headgate.deploy.benchmarks.subject.Surroundings;
import io.headgate.deploy.benchmarks.subject.WorkerJvm;

/** Who is measured. */
enum Subject {
    WORKER("worker", WorkerJvm.class),
    PLAIN("plain consumer", PlainJvm.class),
    /** Takes no dispatches: the limit of what can be called. */
    BARE("bare client", BareClientJvm.class);

    private final String title;
    private final Class<?> main;

    Subject(String title, Class<?> main) {
        this.title = title;
        this.main = main;
    }

    /** Starts it in a JVM of its own; it takes dispatches, or orders, when this returns. */
    ChildJvm start(Bench bench, Lane lane, int inFlight) {
        Surroundings around = new Surroundings(lane.kafka(), bench.rig().baseUrl(), inFlight);
        return ChildJvm.start(main, bench.plan().jvm(), around.arguments());
    }

    @Override
    public String toString() {
        return title;
    }
}
