package io.headgate.deploy.benchmarks.metering;

import io.headgate.deploy.benchmarks.report.Row;
import java.sql.SQLException;
import java.util.List;

/** One question, measured on metering and on what it is compared with, in one run. */
interface MeteringScenario {
    /**
     * Measures. Blocks for as long as that takes.
     *
     * @throws IllegalStateException when what was to be measured did not happen: attempts that were not booked
     */
    List<Row> run(MeteringBench bench) throws InterruptedException, SQLException;
}
