package io.headgate.deploy.benchmarks.worker;

import io.headgate.deploy.benchmarks.report.Row;
import java.util.List;

/** One question, measured on the worker and on what it is compared with, in one run. */
interface Scenario {
    /**
     * Measures. Blocks for as long as that takes, and shows how far it is.
     *
     * @throws IllegalStateException when what was to be measured did not happen: calls that failed, results missing
     */
    List<Row> run(Bench bench) throws InterruptedException;
}
