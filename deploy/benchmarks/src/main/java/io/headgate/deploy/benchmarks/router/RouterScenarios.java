package io.headgate.deploy.benchmarks.router;

/** The scenarios there are, by the names they have on the command line. */
enum RouterScenarios {
    DECISION("decision", new DecisionTime()),
    THROUGHPUT("throughput", new RouterThroughput()),
    LATENCY("latency", new RouterLatency()),
    RECOVERY("recovery", new RouterRecovery());

    private final String title;
    private final RouterScenario scenario;

    RouterScenarios(String title, RouterScenario scenario) {
        this.title = title;
        this.scenario = scenario;
    }

    RouterScenario scenario() {
        return scenario;
    }

    @Override
    public String toString() {
        return title;
    }
}
