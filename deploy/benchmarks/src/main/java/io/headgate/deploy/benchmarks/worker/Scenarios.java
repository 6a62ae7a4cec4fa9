package io.headgate.deploy.benchmarks.worker;

/** The scenarios there are, by the names they have on the command line. */
enum Scenarios {
    IN_FLIGHT("in-flight", new InFlight()),
    INSTANT("instant", new InstantUpstream()),
    LATENCY("latency", new AddedLatency()),
    IDLE("idle", new IdleCpu());

    private final String title;
    private final Scenario scenario;

    Scenarios(String title, Scenario scenario) {
        this.title = title;
        this.scenario = scenario;
    }

    Scenario scenario() {
        return scenario;
    }

    @Override
    public String toString() {
        return title;
    }
}
