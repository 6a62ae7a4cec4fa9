package io.headgate.deploy.benchmarks.flow;

import io.headgate.deploy.benchmarks.report.Row;
import java.sql.SQLException;
import java.util.List;

/** One question, measured on Headgate and on what it is compared with, in one run. */
interface FlowScenario {
    /**
     * Measures. Blocks for as long as that takes.
     *
     * @throws IllegalStateException when what was to be measured did not happen: requests that failed, results missing
     */
    List<Row> run(FlowBench bench) throws InterruptedException, SQLException;
}
