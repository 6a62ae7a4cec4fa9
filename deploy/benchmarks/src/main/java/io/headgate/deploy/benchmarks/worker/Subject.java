package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.jvm.ChildJvm;
import io.headgate.deploy.benchmarks.rig.Lane;
import io.headgate.deploy.benchmarks.subject.PlainJvm;
import io.headgate.deploy.benchmarks.subject.Surroundings;
import io.headgate.deploy.benchmarks.subject.WorkerJvm;

/** Who is measured. */
enum Subject {
    WORKER("worker", WorkerJvm.class),
    PLAIN("plain consumer", PlainJvm.class);

    private final String title;
    private final Class<?> main;

    Subject(String title, Class<?> main) {
        this.title = title;
        this.main = main;
    }

    /** Starts it in a JVM of its own; it takes dispatches when this returns. */
    ChildJvm start(Bench bench, Lane lane, int inFlight) {
        Surroundings around = new Surroundings(lane.kafka(), bench.rig().baseUrl(), inFlight);
        return ChildJvm.start(main, bench.plan().jvm(), around.arguments());
    }

    @Override
    public String toString() {
        return title;
    }
}
