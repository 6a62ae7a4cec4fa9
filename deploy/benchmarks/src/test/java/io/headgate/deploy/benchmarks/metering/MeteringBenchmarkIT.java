package io.headgate.deploy.benchmarks.metering;

import io.headgate.deploy.benchmarks.Ran;
import org.junit.jupiter.api.Test;

/** That it runs and tells sane things; how fast anything is, is not for a test to say. */
class MeteringBenchmarkIT {
    @Test
    void everyAttemptIsBooked_inEveryScenario() throws Exception {
        Ran ran = Ran.of("metering", "--quick").well();

        ran.same(
                "ledger: rows",
                "visible: attempts in the rollups",
                "report: rows in the ledger",
                "report: attempts in it");
        ran.positive(
                "aggregate: attempts/s of a core, metering",
                "ledger: rows/s",
                "visible: to the ledger p99",
                "visible: to the rollups p99",
                "report: month by tenant and model p99");
    }

    @Test
    void anUnknownScenarioIsRefused_andTheKnownOnesAreTold() throws Exception {
        Ran.of("metering", "--only=fast").refused("seen 'fast'", "aggregate, ledger, visible, report");
    }

    @Test
    void noAttemptsAreRefused() throws Exception {
        Ran.of("metering", "--attempts=0").refused("0 attempts", "allowed 1 or more");
    }
}
