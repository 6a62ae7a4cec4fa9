package io.headgate.deploy.simulator.wire.ollama;

import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.ChatPrompt.AnswerShape;
import io.headgate.deploy.simulator.generation.TextVector;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.JsonBody;

/** Ollama's response of embeddings. */
final class EmbeddingsJson {
    private EmbeddingsJson() {}

    static byte[] body(Answer answer, AnswerShape.Vectors vectors) {
        return JsonBody.object(json -> {
            json.writeStringField("model", answer.model());
            json.writeArrayFieldStart("embeddings");
            for (int i = 0; i < vectors.hashes().size() && !answer.has(Distortion.EMPTY_CHOICES); i++) {
                json.writeStartArray();
                for (float number : TextVector.of(vectors.hashes().get(i), vectors.dimensions())) {
                    json.writeNumber(number);
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeNumberField("total_duration", 1_000_000L);
            json.writeNumberField("load_duration", 100_000L);
            if (!answer.has(Distortion.NO_USAGE)) {
                json.writeNumberField(
                        "prompt_eval_count", answer.generation().usage().prompt());
            }
        });
    }
}
