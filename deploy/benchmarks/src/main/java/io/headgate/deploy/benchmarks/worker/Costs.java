package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import io.headgate.deploy.benchmarks.report.Target;
import java.util.ArrayList;
import java.util.List;

/** What a throughput cost: CPU and memory of the worker, and CPU of its broker, beside the plain consumer's, and whether all was delivered. */
final class Costs {
    private Costs() {}

    static List<Row> rows(String scenario, Throughput worker, Throughput plain) {
        String plainly = Subject.PLAIN.toString();
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(scenario, "CPU per call, worker", Figure.micros(worker.cpuMicros()))
                .against(plainly, Figure.micros(plain.cpuMicros())));
        rows.add(Row.of(scenario, "CPU per call, broker of worker", Figure.micros(worker.brokerMicros()))
                .against("of " + plainly, Figure.micros(plain.brokerMicros())));
        if (worker.peakResident().isPresent() && plain.peakResident().isPresent()) {
            rows.add(Row.of(
                            scenario,
                            "most memory, worker",
                            Figure.mebibytes(worker.peakResident().getAsLong()))
                    .against(plainly, Figure.mebibytes(plain.peakResident().getAsLong())));
        }
        rows.add(Row.of(scenario, "most heap after GC, worker", Figure.mebibytes(worker.heap()))
                .against(plainly, Figure.mebibytes(plain.heap())));
        rows.add(Row.of(scenario, "results, worker", Figure.records(worker.results()))
                .against("dispatches", Figure.records(worker.dispatches()))
                .wanted(new Target.Same()));
        rows.add(Row.of(scenario, "results, " + plainly, Figure.records(plain.results()))
                .against("dispatches", Figure.records(plain.dispatches())));
        return rows;
    }
}
