package io.headgate.deploy.benchmarks.metering;

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

    @Override
    public String toString() {
        return title;
    }
}
