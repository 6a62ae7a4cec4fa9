package io.headgate.deploy.simulator.wire.openai;

import io.headgate.deploy.simulator.wire.JsonBody;
import java.util.List;

/** OpenAI's list of models. */
final class ModelsJson {
    private static final long CREATED = 1_735_689_600L;

    private ModelsJson() {}

    static byte[] body(String provider, List<String> models) {
        return JsonBody.object(json -> {
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            for (String model : models) {
                json.writeStartObject();
                json.writeStringField("id", model);
                json.writeStringField("object", "model");
                json.writeNumberField("created", CREATED);
                json.writeStringField("owned_by", provider);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
