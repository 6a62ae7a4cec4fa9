package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Row;
import java.util.ArrayList;
import java.util.List;

/** What a request cost each process. */
final class CostRows {
    private CostRows() {}

    /** CPU time, allocations and memory of each part. */
    static List<Row> of(String scenario, List<Window.Cost> costs) {
        List<Row> rows = new ArrayList<>();
        for (Window.Cost cost : costs) {
            rows.add(Row.of(scenario, "CPU per request, " + cost.part(), Figure.micros(cost.cpuMicros())));
        }
        for (Window.Cost cost : costs) {
            cost.bytes()
                    .ifPresent(bytes ->
                            rows.add(Row.of(scenario, "allocated per request, " + cost.part(), Figure.bytes(bytes))));
        }
        for (Window.Cost cost : costs) {
            cost.peakResident()
                    .ifPresent(bytes ->
                            rows.add(Row.of(scenario, "most memory, " + cost.part(), Figure.mebibytes(bytes))));
        }
        return rows;
    }

    /** CPU time of all parts together. */
    static Row whole(String scenario, List<Window.Cost> costs) {
        return Row.of(
                scenario,
                "CPU per request, all",
                Figure.micros(costs.stream().mapToDouble(Window.Cost::cpuMicros).sum()));
    }
}
