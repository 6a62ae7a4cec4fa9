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
 * @param next what goes on with an answer that the provider has interrupted, at the same endpoint; its stream is read on by
 *     the same reader. Null for all other steps
 */
public record StreamStep(
        List<ObjectNode> chunks,
        @Nullable Usage usage,
        boolean terminal,
        @Nullable WireError error,
        @Nullable WireRequest next) {
    public static final StreamStep NOTHING = new StreamStep(List.of(), null, false, null);

    public StreamStep {
        chunks = List.copyOf(chunks);
    }

    /** A step that interrupts nothing. */
    public StreamStep(List<ObjectNode> chunks, @Nullable Usage usage, boolean terminal, @Nullable WireError error) {
        this(chunks, usage, terminal, error, null);
    }

    /** The provider has interrupted its answer. */
    public static StreamStep paused(WireRequest next) {
        return new StreamStep(List.of(), null, false, null, next);
    }

    public static StreamStep failed(WireError error) {
        return new StreamStep(List.of(), null, false, error);
    }

    /** One that failed when something had been billed; null for nothing. */
    public static StreamStep failed(WireError error, @Nullable Usage usage) {
        return new StreamStep(List.of(), usage, false, error);
    }

    /** Without the chunks. */
    @Override
    public String toString() {
        return "StreamStep[%d chunks, terminal %s, %s]".formatted(chunks.size(), terminal, error);
    }
}
