package io.headgate.deploy.benchmarks.report;

/** What every benchmark says of itself with {@code --help} and {@code --version}. */
public final class Help {
    public static final String VERSION = "headgate-benchmarks 0.1.0";

    public static final String RATIOS =
            "Ratios of one run may be compared between machines; absolute figures may not. Leave the machine alone meanwhile.";

    public static final String EXIT_CODES =
            "Exit codes: 0 measured; 1 it could not be measured; 2 the command line is wrong; 3 with --strict, a target was missed.";

    private Help() {}
}
