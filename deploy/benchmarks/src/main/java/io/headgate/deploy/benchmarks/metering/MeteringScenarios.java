package io.headgate.deploy.benchmarks.metering;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The scenarios there are, by the names they have on the command line. */
enum MeteringScenarios {
    AGGREGATE("aggregate", new AggregateRate()),
    LEDGER("ledger", new LedgerRate()),
    VISIBLE("visible", new VisibleLatency()),
    REPORT("report", new ReportTime());

    private final String title;
    private final MeteringScenario scenario;

    MeteringScenarios(String title, MeteringScenario scenario) {
        this.title = title;
        this.scenario = scenario;
    }

    MeteringScenario scenario() {
        return scenario;
    }

    static MeteringScenarios named(String title) {
        return Arrays.stream(values())
                .filter(known -> known.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("scenario: seen '%s', allowed %s"
                        .formatted(
                                title,
                                Arrays.stream(values())
                                        .map(MeteringScenarios::toString)
                                        .collect(Collectors.joining(", ")))));
    }

    @Override
    public String toString() {
        return title;
    }
}
