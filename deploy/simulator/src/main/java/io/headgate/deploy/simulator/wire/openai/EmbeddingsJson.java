package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.generation.TextVector;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.JsonBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** OpenAI's list of embeddings. */
final class EmbeddingsJson {
    private EmbeddingsJson() {}

    static byte[] body(Answer answer, AnswerShape.Vectors vectors) {
        return JsonBody.object(json -> {
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            for (int i = 0; i < vectors.hashes().size() && !answer.has(Distortion.EMPTY_CHOICES); i++) {
                json.writeStartObject();
                json.writeStringField("object", "embedding");
                json.writeNumberField("index", i);
                json.writeFieldName("embedding");
                write(json, TextVector.of(vectors.hashes().get(i), vectors.dimensions()), vectors.encoded());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("model", answer.model());
            if (!answer.has(Distortion.NO_USAGE)) {
                json.writeObjectFieldStart("usage");
                json.writeNumberField(
                        "prompt_tokens", answer.generation().usage().prompt());
                json.writeNumberField(
                        "total_tokens", answer.generation().usage().prompt());
                json.writeEndObject();
            }
        });
    }

    private static void write(JsonGenerator json, float[] vector, boolean encoded) throws IOException {
        if (encoded) {
            ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (float number : vector) {
                bytes.putFloat(number);
            }
            json.writeString(Base64.getEncoder().encodeToString(bytes.array()));
            return;
        }
        json.writeStartArray();
        for (float number : vector) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }
}
