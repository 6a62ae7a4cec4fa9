package io.headgate.deploy.acceptance.simulation.judge;

/** Something that has to hold and does not. */
public record Violation(String invariant, String what) {
    @Override
    public String toString() {
        return invariant + ": " + what;
    }
}
