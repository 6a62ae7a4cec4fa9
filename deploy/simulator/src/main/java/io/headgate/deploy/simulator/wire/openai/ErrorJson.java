package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.wire.JsonBody;
import io.headgate.deploy.simulator.wire.Refusal;
import java.io.IOException;

/** OpenAI's error object. */
final class ErrorJson {
    private ErrorJson() {}

    static byte[] body(Refusal refusal) {
        return JsonBody.object(json -> write(json, refusal));
    }

    /** As an event of a stream that fails on its way. */
    static byte[] event(Refusal refusal) {
        return JsonBody.event(json -> write(json, refusal));
    }

    private static void write(JsonGenerator json, Refusal refusal) throws IOException {
        json.writeObjectFieldStart("error");
        json.writeStringField("message", refusal.message());
        json.writeStringField("type", refusal.type());
        json.writeStringField("param", refusal.param());
        // Calls without a key are refused without a code.
        json.writeStringField("code", refusal.isFor(Refusal.NO_KEY) ? null : refusal.code());
        json.writeEndObject();
    }
}
