package io.headgate.deploy.benchmarks.router;

import io.headgate.deploy.benchmarks.report.Row;
import java.util.List;

/** One question, measured on the router and on what it is compared with, in one run. */
interface RouterScenario {
    /**
     * Measures. Blocks for as long as that takes.
     *
     * @throws IllegalStateException when what was to be measured did not happen: requests that failed, dispatches missing
     */
    List<Row> run(RouterBench bench) throws InterruptedException;
}
