package io.headgate.deploy.simulator.wire.gemini;

import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.generation.TextVector;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.JsonBody;

/** Gemini's {@code BatchEmbedContentsResponse}. */
final class EmbeddingsJson {
    private EmbeddingsJson() {}

    static byte[] body(Answer answer, AnswerShape.Vectors vectors) {
        return JsonBody.object(json -> {
            json.writeArrayFieldStart("embeddings");
            for (int i = 0; i < vectors.hashes().size() && !answer.has(Distortion.EMPTY_CHOICES); i++) {
                json.writeStartObject();
                json.writeArrayFieldStart("values");
                for (float number : TextVector.of(vectors.hashes().get(i), vectors.dimensions())) {
                    json.writeNumber(number);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            if (!answer.has(Distortion.NO_USAGE)) {
                json.writeObjectFieldStart("usageMetadata");
                json.writeNumberField(
                        "promptTokenCount", answer.generation().usage().prompt());
                json.writeEndObject();
            }
        });
    }
}
