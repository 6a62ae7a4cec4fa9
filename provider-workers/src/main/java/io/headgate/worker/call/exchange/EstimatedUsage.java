package io.headgate.worker.call.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Reservation;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.schemas.token.JtokkitEstimator;
import io.headgate.schemas.token.TokenEstimator;
import io.headgate.worker.call.chat.ServedTier;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A guess at what was used, where the provider does not say: texts counted by {@code o200k_base}, and more where the router
 * has seen the model count more than that.
 */
final class EstimatedUsage {
    /** Read when a provider first says nothing: most always do. */
    private static final TokenEstimator TOKENS = new JtokkitEstimator();

    private EstimatedUsage() {}

    /** The router's estimate of the input, and what is said in the reply; at the tier that the reply tells. */
    static Usage of(JsonNode completion, Dispatch dispatch) {
        Reservation reserved = dispatch.reservation();
        long input = reserved.inputTokens();
        Map<Meter, Long> quantities = new EnumMap<>(Meter.class);
        quantities.put(
                Meter.INPUT,
                input > 0 ? input : TOKENS.tokens(dispatch.request().body()));
        quantities.put(Meter.OUTPUT, asTheModelCounts(said(completion), reserved));
        quantities.put(Meter.REQUEST, 1L);
        return new Usage(quantities, Usage.Source.ESTIMATED, ServedTier.of(completion));
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
        return new Usage(quantities, Usage.Source.ESTIMATED, told.tier());
    }

    /** What the router has learned of the model's counting of input, it does with its output too. */
    private static long asTheModelCounts(long tokens, Reservation reserved) {
        long estimated = reserved.estimatedTokens();
        return estimated > 0 && reserved.inputTokens() > estimated
                ? Math.ceilDiv(Math.multiplyExact(tokens, reserved.inputTokens()), estimated)
                : tokens;
    }

    private static long said(JsonNode completion) {
        long tokens = 0;
        for (JsonNode choice : completion.path("choices")) {
            JsonNode message = choice.path("message");
            tokens += content(message.path("content"));
            tokens += TOKENS.tokens(message.path("refusal").asText(""));
            tokens += TOKENS.tokens(message.path("reasoning_content").asText(""));
            for (JsonNode call : message.path("tool_calls")) {
                tokens += TOKENS.tokens(call.path("function").toString());
            }
        }
        return tokens;
    }

    /** A text, or parts of which some are. */
    private static long content(JsonNode content) {
        long tokens = TOKENS.tokens(content.asText(""));
        for (JsonNode part : content) {
            tokens += TOKENS.tokens(part.path("text").asText(""));
        }
        return tokens;
    }
}
