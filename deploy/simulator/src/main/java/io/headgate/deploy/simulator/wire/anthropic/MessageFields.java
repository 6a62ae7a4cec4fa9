package io.headgate.deploy.simulator.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.Usage;
import io.headgate.deploy.simulator.wire.Answer;
import java.io.IOException;

/** The fields that whole messages and stream events share. */
final class MessageFields {
    /** Stands for the signature by which a provider knows its own thoughts again. */
    static final String SIGNATURE = "c2ltdWxhdGVk";

    private MessageFields() {}

    static void head(JsonGenerator json, Answer answer) throws IOException {
        json.writeStringField("id", "msg_" + answer.hexId());
        json.writeStringField("type", "message");
        json.writeStringField("role", "assistant");
        json.writeStringField("model", answer.model());
    }

    static String toolUseId(Answer answer, int index) {
        return "toolu_" + answer.toolCallHexId(index);
    }

    /** Whether the answer has no block of text, or of anything else. */
    static boolean isEmpty(Answer answer) {
        return answer.has(Distortion.EMPTY_CHOICES) || answer.has(Distortion.REFUSAL);
    }

    static String stopReason(Answer answer) {
        if (answer.has(Distortion.UNKNOWN_FINISH_REASON)) {
            return Answer.UNKNOWN_FINISH;
        }
        if (answer.has(Distortion.CONTENT_FILTERED) || answer.has(Distortion.REFUSAL)) {
            return "refusal";
        }
        if (answer.has(Distortion.FAILED_FINISH)) {
            return "pause_turn";
        }
        return switch (answer.generation().finish()) {
            case STOP -> "end_turn";
            case LENGTH -> "max_tokens";
            case TOOL_CALL -> "tool_use";
        };
    }

    /** @param output the output tokens until now */
    static void usage(JsonGenerator json, Answer answer, int output) throws IOException {
        Usage usage = answer.generation().usage();
        json.writeObjectFieldStart("usage");
        json.writeNumberField("input_tokens", usage.prompt() - usage.cached());
        json.writeNumberField("cache_creation_input_tokens", 0);
        json.writeNumberField("cache_read_input_tokens", usage.cached());
        json.writeNumberField("output_tokens", output);
        json.writeStringField("service_tier", tier(usage));
        json.writeEndObject();
    }

    /** What is billed as a batch is one here. */
    private static String tier(Usage usage) {
        return switch (usage.tier()) {
            case STANDARD -> "standard";
            case FLEX -> "batch";
            case PRIORITY -> "priority";
        };
    }
}
