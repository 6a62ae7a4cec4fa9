package io.headgate.deploy.benchmarks.router;

import java.util.Arrays;
import java.util.stream.Collectors;

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

    static RouterScenarios named(String title) {
        return Arrays.stream(values())
                .filter(known -> known.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("scenario: seen '%s', allowed %s"
                        .formatted(
                                title,
                                Arrays.stream(values())
                                        .map(RouterScenarios::toString)
                                        .collect(Collectors.joining(", ")))));
    }

    @Override
    public String toString() {
        return title;
    }
}
