package io.headgate.deploy.benchmarks.protocol;

import io.headgate.deploy.benchmarks.report.Figure;
import io.headgate.deploy.benchmarks.report.Progress;
import io.headgate.deploy.benchmarks.report.Row;
import java.util.ArrayList;
import java.util.List;

/** The scenarios there are, by the names they have on the command line. */
enum ProtocolScenarios {
    SMALL_64("small-64", "whole", 64),
    SMALL_512("small-512", "whole", 512),
    STREAMS_64("streams-64", "streamed", 64),
    STREAMS_512("streams-512", "streamed", 512);

    private final String title;
    private final String kind;
    private final int atOnce;

    ProtocolScenarios(String title, String kind, int atOnce) {
        this.title = title;
        this.kind = kind;
        this.atOnce = atOnce;
    }

    /** How replies come, as {@link CallerJvm} is told. */
    String kind() {
        return kind;
    }

    /** Calls at once. */
    int atOnce() {
        return atOnce;
    }

    /** Measures all, one after another. */
    List<Row> run(ProtocolRig rig, Progress progress) {
        rig.pace(kind.equals("streamed"));
        Spent worker = measured(Protocols.WORKER, rig, progress);
        List<Row> rows = new ArrayList<>();
        for (Protocols other : List.of(Protocols.BLOCKING_2, Protocols.ASYNC_2)) {
            rows.addAll(beside(other, measured(other, rig, progress), worker));
        }
        // Tells apart what of it is the client's and what HTTP/2's.
        rows.add(cpu(Protocols.ASYNC_1, measured(Protocols.ASYNC_1, rig, progress), worker));
        return rows;
    }

    private Spent measured(Protocols protocol, ProtocolRig rig, Progress progress) {
        progress.step("%s: %s".formatted(title, protocol));
        return rig.measure(protocol, this);
    }

    private List<Row> beside(Protocols who, Spent spent, Spent worker) {
        return List.of(
                row("requests/s", who, Figure.perSecond(spent.perSecond()), Figure.perSecond(worker.perSecond())),
                cpu(who, spent, worker),
                row("allocated per request", who, Figure.bytes(spent.bytes()), Figure.bytes(worker.bytes())),
                row(
                        "p50",
                        who,
                        millis(spent.latency().p50()),
                        millis(worker.latency().p50())),
                row(
                        "p99",
                        who,
                        millis(spent.latency().p99()),
                        millis(worker.latency().p99())));
    }

    private Row cpu(Protocols who, Spent spent, Spent worker) {
        return row("CPU per request", who, Figure.micros(spent.cpuMicros()), Figure.micros(worker.cpuMicros()));
    }

    private Row row(String what, Protocols who, Figure measured, Figure worker) {
        return Row.of(title, "%s, %s".formatted(what, who), measured).against(Protocols.WORKER.toString(), worker);
    }

    private static Figure millis(long micros) {
        return Figure.millis(micros);
    }

    @Override
    public String toString() {
        return title;
    }
}
