package io.headgate.deploy.benchmarks.flow;

/** The scenarios there are, by the names they have on the command line. */
enum FlowScenarios {
    LATENCY("latency", new FlowLatency()),
    HTTP("http", new HttpLatency()),
    SATURATION("saturation", new Saturation()),
    IN_FLIGHT("in-flight", new LongCalls()),
    BATCH("batch", new WholeBatch()),
    IDLE("idle", new Idle());

    private final String title;
    private final FlowScenario scenario;

    FlowScenarios(String title, FlowScenario scenario) {
        this.title = title;
        this.scenario = scenario;
    }

    FlowScenario scenario() {
        return scenario;
    }

    @Override
    public String toString() {
        return title;
    }
}
