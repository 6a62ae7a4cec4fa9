package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.Unsaid;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.WireRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model has said in turns that it paused ({@code pause_turn}): given back as an assistant's message, it goes on.
 *
 * @param turns how many
 * @param blocks of content, as they came, in order
 * @param usage of all these turns; null when there are none, or one of them did not report it
 */
record SaidBefore(
        int turns, List<JsonNode> blocks, @Nullable Usage usage) {
    static final SaidBefore NOTHING = new SaidBefore(0, List.of(), null);

    SaidBefore {
        blocks = List.copyOf(blocks);
    }

    /** With one turn more; {@code all} is what all of them used, see {@link #and}. */
    SaidBefore with(Iterable<? extends JsonNode> more, @Nullable Usage all) {
        List<JsonNode> both = new ArrayList<>(blocks);
        more.forEach(both::add);
        return new SaidBefore(turns + 1, both, all);
    }

    /** What these turns and one more used; null when that is not known of all. */
    @Nullable
    Usage and(@Nullable Usage turn) {
        if (turns == 0 || turn == null) {
            return turn;
        }
        if (usage == null) {
            return null;
        }
        Map<Meter, Long> sum = new EnumMap<>(usage.quantities());
        turn.quantities().forEach((meter, quantity) -> sum.merge(meter, quantity, Long::sum));
        return new Usage(sum, Usage.Source.REPORTED, ServiceTier.ofBoth(usage.tier(), turn.tier()));
    }

    /** What the provider has billed when the turn after these fails; null when that is not known, or nothing. */
    @Nullable
    Usage andFailed(@Nullable Usage turn) {
        return turn == null ? usage : and(turn);
    }

    /** The call again, with all that was said. */
    WireRequest request(ChatCall call) {
        ObjectNode body = RequestBody.of(call, new Unsaid(call.unsupported(), AnthropicWire.FORMAT));
        ArrayNode messages = body.withArray("messages");
        boolean begun = messages.path(messages.size() - 1).path("role").asText().equals("assistant");
        ObjectNode said = begun
                ? (ObjectNode) messages.get(messages.size() - 1)
                : messages.addObject().put("role", "assistant");
        blocks.forEach(said.withArray("content")::add);
        return AnthropicWire.request(call, body);
    }

    /** Without the blocks. */
    @Override
    public String toString() {
        return "SaidBefore[%d turns, %s]".formatted(turns, usage);
    }
}
