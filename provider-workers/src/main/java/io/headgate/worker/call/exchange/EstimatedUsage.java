package io.headgate.worker.call.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A guess at what was used, where the provider does not say. */
final class EstimatedUsage {
    /** The rule of thumb: a token is about four characters. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private EstimatedUsage() {}

    /** The router's estimate of the input, and the reply's characters. */
    static Usage of(JsonNode completion, Dispatch dispatch) {
        long input = dispatch.reservation().inputTokens();
        Map<Meter, Long> quantities = new EnumMap<>(Meter.class);
        quantities.put(
                Meter.INPUT,
                input > 0 ? input : tokens(dispatch.request().body().length()));
        quantities.put(Meter.OUTPUT, tokens(characters(completion)));
        quantities.put(Meter.REQUEST, 1L);
        return new Usage(quantities, Usage.Source.ESTIMATED);
    }

    /** The same with the input that was told; told null for none. */
    static Usage withInputOf(@Nullable Usage told, Usage estimated) {
        if (told == null) {
            return estimated;
        }
        Map<Meter, Long> quantities = new EnumMap<>(Meter.class);
        estimated.quantities().forEach((meter, quantity) -> {
            if (!meter.isInput()) {
                quantities.put(meter, quantity);
            }
        });
        told.quantities().forEach((meter, quantity) -> {
            if (meter.isInput()) {
                quantities.put(meter, quantity);
            }
        });
        return new Usage(quantities, Usage.Source.ESTIMATED);
    }

    private static long characters(JsonNode completion) {
        long characters = 0;
        for (JsonNode choice : completion.path("choices")) {
            JsonNode message = choice.path("message");
            characters += content(message.path("content"));
            characters += message.path("refusal").asText("").length();
            characters += message.path("reasoning_content").asText("").length();
            for (JsonNode call : message.path("tool_calls")) {
                characters += call.path("function").toString().length();
            }
        }
        return characters;
    }

    /** A text, or parts of which some are. */
    private static long content(JsonNode content) {
        long characters = content.asText("").length();
        for (JsonNode part : content) {
            characters += part.path("text").asText("").length();
        }
        return characters;
    }

    private static long tokens(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }
}
