package io.headgate.deploy.simulator.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.behaviour.Draw;
import io.headgate.deploy.simulator.generation.Generation;
import io.headgate.deploy.simulator.generation.Usage;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;

/** The fields that whole answers and stream chunks share. */
final class ChatFields {
    private static final HexFormat HEX = HexFormat.of();

    private ChatFields() {}

    static void head(JsonGenerator json, Generation generation, String object) throws IOException {
        json.writeStringField("id", "chatcmpl-" + hex(generation.number()));
        json.writeStringField("object", object);
        json.writeNumberField("created", generation.createdAt().getEpochSecond());
        json.writeStringField("model", generation.model());
        json.writeStringField(
                "system_fingerprint", "fp_" + HEX.toHexDigits(generation.model().hashCode()));
    }

    static String toolCallId(Generation generation) {
        return "call_" + hex(~generation.number());
    }

    static String finish(Generation generation, Optional<Distortion> distortion) {
        if (distortion.filter(Distortion.UNKNOWN_FINISH_REASON::equals).isPresent()) {
            return "wandered_off";
        }
        return switch (generation.finish()) {
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

    private static String hex(long number) {
        return HEX.toHexDigits(Draw.mix(number)) + HEX.toHexDigits((int) number);
    }
}
