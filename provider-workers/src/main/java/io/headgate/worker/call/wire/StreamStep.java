package io.headgate.worker.call.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event of a stream says.
 *
 * @param chunks OpenAI {@code chat.completion.chunk} objects ({@code id, model, choices[].index, choices[].delta,
 *     choices[].finish_reason}), in order; none for a ping
 * @param usage all that the provider has reported until now, replacing what it reported before; null when this event
 *     reports none
 * @param terminal whether the reply is whole with this
 * @param error why it failed; null when it did not. Nothing is terminal and failed
 */
public record StreamStep(
        List<ObjectNode> chunks,
        @Nullable Usage usage,
        boolean terminal,
        @Nullable WireError error) {
    public static final StreamStep NOTHING = new StreamStep(List.of(), null, false, null);

    public StreamStep {
        chunks = List.copyOf(chunks);
    }

    public static StreamStep failed(WireError error) {
        return new StreamStep(List.of(), null, false, error);
    }

    /** Without the chunks. */
    @Override
    public String toString() {
        return "StreamStep[%d chunks, terminal %s, %s]".formatted(chunks.size(), terminal, error);
    }
}
