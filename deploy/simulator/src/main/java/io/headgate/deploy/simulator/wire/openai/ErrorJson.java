package io.headgate.deploy.simulator.wire.openai;

import io.headgate.deploy.simulator.wire.Refusal;

/** OpenAI's error body. */
final class ErrorJson {
    private ErrorJson() {}

    static byte[] body(Refusal refusal) {
        return JsonBody.object(json -> {
            json.writeObjectFieldStart("error");
            json.writeStringField("message", refusal.message());
            json.writeStringField("type", refusal.type());
            json.writeStringField("param", refusal.param());
            json.writeStringField("code", refusal.code());
            json.writeEndObject();
        });
    }
}
