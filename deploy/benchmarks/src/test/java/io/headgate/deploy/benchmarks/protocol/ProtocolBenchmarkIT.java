package io.headgate.deploy.benchmarks.protocol;

import io.headgate.deploy.benchmarks.Ran;
import org.junit.jupiter.api.Test;

/** That it runs and tells sane things; how fast anything is, is not for a test to say. */
class ProtocolBenchmarkIT {
    @Test
    void everyCallerIsAnswered_wholeAndStreamed() throws Exception {
        Ran ran = Ran.of("http2", "--quick", "--only=small-64,streams-64").well();

        for (String scenario : new String[] {"small-64", "streams-64"}) {
            ran.positive("%s: CPU per request, asynchronous, 1.1".formatted(scenario));
            for (String who : new String[] {"blocking, 2", "asynchronous, 2"}) {
                ran.positive(
                        "%s: requests/s, %s".formatted(scenario, who),
                        "%s: CPU per request, %s".formatted(scenario, who),
                        "%s: allocated per request, %s".formatted(scenario, who),
                        "%s: p50, %s".formatted(scenario, who));
            }
        }
    }

    @Test
    void anUnknownScenarioIsRefused_andTheKnownOnesAreTold() throws Exception {
        Ran.of("http2", "--only=fast").refused("seen 'fast'", "small-64, small-512, streams-64, streams-512");
    }

    @Test
    void noTimeIsRefused() throws Exception {
        Ran.of("http2", "--seconds=0").refused("seconds", "allowed 1 or more");
    }
}
