package io.headgate.worker.call.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.exchange.ScriptedUpstream;
import io.headgate.worker.call.exchange.ScriptedUpstream.Answer;
import io.headgate.worker.call.wire.Wire;
import io.headgate.worker.call.wire.WireContractTest;
import java.nio.charset.StandardCharsets;

class ReplicateWireTest extends WireContractTest {
    private static final String MODEL = "meta/meta-llama-3-70b-instruct";
    private static final String BEGUN = """
            {"id": "gm3qorzdhgbfurvjtvhg6dckhu", "model": "%s", "version": "hidden", "status": "starting",
             "urls": {"stream": "https://provider.test/v1/shown/1"}}
            """.formatted(MODEL);
    private static final String CANCELED = "{\"id\": \"gm3qorzdhgbfurvjtvhg6dckhu\", \"status\": \"canceled\"}";

    @Override
    protected Wire wire() {
        return new ReplicateWire();
    }

    @Override
    protected String model() {
        return MODEL;
    }

    /** The prediction is what counts: one whose stream was cut here does not succeed, or the stream would be found whole. */
    @Override
    protected ScriptedUpstream streaming(Answer stream, JsonNode then) {
        String prediction = then.isObject() ? then.toString() : CANCELED;
        return new ScriptedUpstream(json(201, BEGUN), stream, json(200, prediction));
    }

    private static Answer json(int status, String body) {
        return Answer.json(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
