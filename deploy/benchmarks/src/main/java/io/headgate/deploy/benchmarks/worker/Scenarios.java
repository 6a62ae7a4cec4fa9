package io.headgate.deploy.benchmarks.worker;

import java.util.Arrays;
import java.util.stream.Collectors;

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

    static Scenarios named(String title) {
        return Arrays.stream(values())
                .filter(known -> known.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("scenario: seen '%s', allowed %s"
                        .formatted(
                                title,
                                Arrays.stream(values()).map(Scenarios::toString).collect(Collectors.joining(", ")))));
    }

    @Override
    public String toString() {
        return title;
    }
}
