package io.headgate.deploy.simulator.wire.replicate;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.Generation;
import io.headgate.deploy.simulator.generation.TokenRule;
import io.headgate.deploy.simulator.generation.Usage;
import io.headgate.deploy.simulator.wire.Answer;
import io.headgate.deploy.simulator.wire.JsonBody;
import io.headgate.deploy.simulator.wire.PredictionWire.State;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Replicate's {@code prediction}. Its input is not repeated: it is said to be removed. */
final class PredictionJson {
    private final Answer answer;
    private final Generation generation;
    private final State state;

    PredictionJson(Answer answer, State state) {
        this.answer = answer;
        this.generation = answer.generation();
        this.state = state;
    }

    byte[] body() {
        return JsonBody.object(json -> {
            String created = generation.createdAt().toString();
            boolean succeeded = state == State.SUCCEEDED;
            Optional<String> error = succeeded ? error(answer) : Optional.empty();
            json.writeStringField("id", answer.hexId());
            model(json);
            json.writeObjectFieldStart("input");
            json.writeEndObject();
            json.writeStringField("logs", "");
            output(json, succeeded && error.isEmpty());
            json.writeBooleanField("data_removed", true);
            json.writeStringField("error", error.orElse(null));
            json.writeStringField("status", error.isPresent() ? "failed" : status());
            json.writeStringField("created_at", created);
            json.writeStringField("started_at", state == State.STARTING ? null : created);
            json.writeStringField("completed_at", state.isFinal() ? created : null);
            urls(json);
            metrics(json);
        });
    }

    /** Why this answer's prediction failed; empty if it did not. */
    static Optional<String> error(Answer answer) {
        if (answer.has(Distortion.CONTENT_FILTERED) || answer.has(Distortion.REFUSAL)) {
            return Optional.of("The input or output was flagged as sensitive. Please try again with different inputs."
                    + " (E005)");
        }
        return answer.has(Distortion.FAILED_FINISH)
                ? Optional.of("Prediction failed for an unknown reason.")
                : Optional.empty();
    }

    private String status() {
        return state == State.SUCCEEDED && answer.has(Distortion.UNKNOWN_FINISH_REASON)
                ? Answer.UNKNOWN_FINISH
                : state.name().toLowerCase(Locale.ROOT);
    }

    /** A version comes alone, or after its model and a colon; models without one hide theirs. */
    private void model(JsonGenerator json) throws IOException {
        String model = answer.model();
        int colon = model.indexOf(':');
        json.writeStringField("model", colon < 0 ? model : model.substring(0, colon));
        String bare = model.indexOf('/') < 0 ? model : "hidden";
        json.writeStringField("version", colon < 0 ? bare : model.substring(colon + 1));
    }

    private void output(JsonGenerator json, boolean whole) throws IOException {
        if (!whole || answer.has(Distortion.NULL_CONTENT)) {
            json.writeNullField("output");
            return;
        }
        json.writeArrayFieldStart("output");
        if (!answer.has(Distortion.EMPTY_CHOICES)) {
            for (String piece : TokenRule.pieces(generation.text())) {
                json.writeString(piece);
            }
        }
        json.writeEndArray();
    }

    private void urls(JsonGenerator json) throws IOException {
        String self = answer.base() + "/v1/predictions/" + answer.hexId();
        json.writeObjectFieldStart("urls");
        json.writeStringField("get", self);
        json.writeStringField("cancel", self + "/cancel");
        json.writeStringField("stream", self + "/stream");
        json.writeEndObject();
    }

    private void metrics(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("metrics");
        if (state.isFinal() && !answer.has(Distortion.NO_USAGE)) {
            Usage usage = generation.usage();
            json.writeNumberField("predict_time", 0.25);
            json.writeNumberField("input_token_count", usage.prompt());
            json.writeNumberField("output_token_count", usage.completion());
        }
        json.writeEndObject();
    }
}
