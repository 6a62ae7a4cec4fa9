package io.headgate.worker.call.replicate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Completions;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.wire.StreamEvent;
import io.headgate.worker.call.wire.StreamReader;
import io.headgate.worker.call.wire.StreamStep;
import io.headgate.worker.call.wire.WireError;
import java.util.List;

/**
 * Reads the stream that shows a prediction: {@code output} with plain text in it, {@code logs}, and {@code done} or {@code
 * error} at its end, whose data count for nothing, as the prediction says why it ended.
 */
final class OutputStreamReader implements StreamReader {
    private static final StreamStep DONE = new StreamStep(List.of(), null, true, null);

    private final Completions.Head head;
    private boolean begun;

    OutputStreamReader(Completions.Head head) {
        this.head = head;
    }

    @Override
    public StreamStep read(StreamEvent event) {
        return switch (event.name()) {
            case "output" -> new StreamStep(List.of(chunk(event.data())), null, false, null);
            case "done" -> DONE;
            case "error" -> StreamStep.failed(WireError.NONE);
            default -> StreamStep.NOTHING;
        };
    }

    private ObjectNode chunk(String text) {
        ObjectNode delta = Json.object();
        if (!begun) {
            delta.put("role", "assistant");
            begun = true;
        }
        return Completions.chunk(head, 0, delta.put("content", text), null);
    }
}
