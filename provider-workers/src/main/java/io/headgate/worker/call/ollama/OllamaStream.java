package io.headgate.worker.call.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Answer;
import io.headgate.worker.call.chat.Completions;
import io.headgate.worker.call.wire.StreamEvent;
import io.headgate.worker.call.wire.StreamReader;
import io.headgate.worker.call.wire.StreamStep;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a stream, a line an object and the last with {@code done}. A tool call comes whole, in one line. */
final class OllamaStream implements StreamReader {
    private @Nullable String id;
    private int calls;

    @Override
    public StreamStep read(StreamEvent event) {
        if (event.data().isBlank()) {
            return StreamStep.NOTHING;
        }
        Optional<ObjectNode> parsed = WireJson.object(event.data());
        if (parsed.isEmpty()) {
            return StreamStep.failed(WireError.UNREADABLE);
        }
        ObjectNode line = parsed.get();
        if (OllamaError.isIn(line)) {
            return StreamStep.failed(OllamaError.of(line));
        }
        if (id == null) {
            id = OllamaAnswer.replyId(event.data().getBytes(StandardCharsets.UTF_8));
        }
        Optional<Answer> said = OllamaAnswer.of(line.path("message"), id, calls);
        return said.isEmpty() ? StreamStep.failed(WireError.UNREADABLE) : step(line, id, said.get());
    }

    private StreamStep step(ObjectNode line, String reply, Answer said) {
        ObjectNode delta = said.delta(calls);
        calls += said.calls();
        boolean done = OllamaAnswer.isDone(line);
        if (!done && said.isEmpty()) {
            return StreamStep.NOTHING;
        }
        Completions.Head head = Completions.Head.of(line.textNode(reply), line.path("model"));
        String finish = done ? OllamaAnswer.finish(line, calls > 0) : null;
        return new StreamStep(
                List.of(Completions.chunk(head, 0, delta, finish)), done ? OllamaUsage.of(line) : null, done, null);
    }
}
