package io.headgate.worker.call.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.ServedTier;
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

    private final ReplyQuirks quirks;
    private ServiceTier tier = new ServiceTier.Standard();

    OpenAiStream(ReplyQuirks quirks) {
        this.quirks = quirks;
    }

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

    /** The usage comes with choices, without, or with none at all: in whichever chunk it likes. Any of them may tell the tier. */
    private StreamStep step(ObjectNode chunk) {
        Optional<WireError> failure = quirks.failure(chunk);
        if (failure.isPresent()) {
            return StreamStep.failed(failure.get());
        }
        quirks.translate(chunk);
        tier = chunk.path(ServedTier.FIELD).isTextual() ? ServedTier.of(chunk) : tier;
        Usage usage =
                OpenAiUsage.reported(chunk).map(reported -> reported.at(tier)).orElse(null);
        boolean says = chunk.path("choices").isArray() && !chunk.path("choices").isEmpty();
        return says || usage != null
                ? new StreamStep(says ? List.of(chunk) : List.of(), usage, false, null)
                : StreamStep.NOTHING;
    }
}
