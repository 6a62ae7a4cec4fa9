package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.behaviour.ServiceTier;
import io.headgate.deploy.simulator.generation.Usage;
import io.headgate.deploy.simulator.wire.Answer;
import java.io.IOException;
import java.util.HexFormat;

/** The fields that whole answers and stream chunks share. */
final class ChatFields {
    private static final HexFormat HEX = HexFormat.of();

    private ChatFields() {}

    static void head(JsonGenerator json, Answer answer, String object) throws IOException {
        json.writeStringField("id", "chatcmpl-" + answer.hexId());
        json.writeStringField("object", object);
        json.writeNumberField("created", answer.generation().createdAt().getEpochSecond());
        json.writeStringField("model", answer.model());
        json.writeStringField(
                "system_fingerprint", "fp_" + HEX.toHexDigits(answer.model().hashCode()));
        ServiceTier tier = answer.generation().usage().tier();
        if (tier != ServiceTier.STANDARD || answer.prompt().tier().isPresent()) {
            json.writeStringField("service_tier", tier == ServiceTier.STANDARD ? "default" : tier.toString());
        }
    }

    static String toolCallId(Answer answer, int index) {
        return "call_" + answer.toolCallHexId(index);
    }

    static String finish(Answer answer) {
        if (answer.has(Distortion.UNKNOWN_FINISH_REASON)) {
            return Answer.UNKNOWN_FINISH;
        }
        if (answer.has(Distortion.CONTENT_FILTERED)) {
            return "content_filter";
        }
        if (answer.has(Distortion.FAILED_FINISH)) {
            return "insufficient_system_resource";
        }
        return switch (answer.generation().finish()) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOL_CALL -> "tool_calls";
        };
    }

    static void usage(JsonGenerator json, Usage usage) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", usage.prompt());
        json.writeNumberField("completion_tokens", usage.completion());
        json.writeNumberField("total_tokens", usage.total());
        json.writeObjectFieldStart("prompt_tokens_details");
        json.writeNumberField("cached_tokens", usage.cached());
        json.writeEndObject();
        json.writeObjectFieldStart("completion_tokens_details");
        json.writeNumberField("reasoning_tokens", usage.reasoning());
        json.writeEndObject();
        json.writeEndObject();
    }
}
