package io.headgate.worker.call.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.wire.StreamEvent;
import io.headgate.worker.call.wire.StreamReader;
import io.headgate.worker.call.wire.StreamStep;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireJson;
import java.util.List;
import java.util.Optional;

/** OpenAI's stream: its events are chunks already, and {@code [DONE]} is its end. */
final class OpenAiStream implements StreamReader {
    private static final String END = "[DONE]";
    private static final StreamStep WHOLE = new StreamStep(List.of(), null, true, null);

    @Override
    public StreamStep read(StreamEvent event) {
        String data = event.data().strip();
        if (data.equals(END)) {
            return WHOLE;
        }
        if (data.isEmpty()) {
            return StreamStep.NOTHING;
        }
        Optional<ObjectNode> chunk = WireJson.object(data);
        if (chunk.isEmpty()) {
            return StreamStep.failed(WireError.UNREADABLE);
        }
        if (event.name().equals("error") || OpenAiError.isIn(chunk.get())) {
            return StreamStep.failed(OpenAiError.of(chunk.get()));
        }
        return step(chunk.get());
    }

    /** The usage comes with choices, without, or with none at all: in whichever chunk it likes. */
    private static StreamStep step(ObjectNode chunk) {
        Usage usage = OpenAiUsage.reported(chunk).orElse(null);
        boolean says = chunk.path("choices").isArray() && !chunk.path("choices").isEmpty();
        return says || usage != null
                ? new StreamStep(says ? List.of(chunk) : List.of(), usage, false, null)
                : StreamStep.NOTHING;
    }
}
