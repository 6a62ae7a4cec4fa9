package io.headgate.deploy.benchmarks.router;

import io.headgate.deploy.benchmarks.Ran;
import org.junit.jupiter.api.Test;

/** That it runs and tells sane things; how fast anything is, is not for a test to say. */
class RouterBenchmarkIT {
    @Test
    void everyRequestIsDispatchedOnce_inEveryScenario_andARouterThatIsKilledIsReplaced() throws Exception {
        Ran ran = Ran.of("router", "--quick", "--only=throughput,latency,recovery", "--requests=500", "--keys=500")
                .well();

        ran.same("throughput: dispatches, router", "latency: dispatches measured, router", "recovery: dispatches");
        ran.positive(
                "throughput: requests/s of a core, router",
                "throughput: CPU per request, router",
                "throughput: dispatches/s, router",
                "latency: to dispatch p50, router",
                "recovery: service again after kill -9");
    }

    @Test
    void anUnknownScenarioIsRefused_andTheKnownOnesAreTold() throws Exception {
        Ran.of("router", "--only=fast").refused("seen 'fast'", "decision, throughput, latency, recovery");
    }

    @Test
    void noKeysAreRefused() throws Exception {
        Ran.of("router", "--keys=0").refused("0 keys", "allowed 1 or more");
    }
}
