package io.headgate.worker.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Answer;
import io.headgate.worker.call.chat.Completions;
import io.headgate.worker.call.chat.Completions.Head;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.wire.StreamEvent;
import io.headgate.worker.call.wire.StreamReader;
import io.headgate.worker.call.wire.StreamStep;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a streamed reply: each event is a reply with what is new in it. There is no mark of the end, so that the reply is
 * whole when the stream ends and every candidate had its finish reason before.
 */
final class GeminiStream implements StreamReader {
    private static final StreamStep END = new StreamStep(List.of(), null, true, null);

    private final Map<Integer, Integer> calls = new HashMap<>();
    private final Set<Integer> finished = new HashSet<>();
    private Head head = Head.NONE;

    @Override
    public StreamStep read(StreamEvent event) {
        Optional<ObjectNode> read = WireJson.object(event.data());
        if (read.isEmpty()) {
            return StreamStep.failed(WireError.UNREADABLE);
        }
        ObjectNode reply = read.get();
        if (GeminiError.is(reply)) {
            return StreamStep.failed(GeminiError.of(reply));
        }
        head = head.equals(Head.NONE) ? GeminiReply.head(reply) : head;
        List<ObjectNode> chunks = new ArrayList<>();
        for (JsonNode candidate : reply.path("candidates")) {
            chunks.add(chunk(candidate));
        }
        if (chunks.isEmpty() && calls.isEmpty() && GeminiReply.isBlocked(reply)) {
            chunks.add(chunk(0, new Answer(), FinishReason.FILTERED));
        }
        return new StreamStep(chunks, GeminiUsage.of(reply.path("usageMetadata")), false, null);
    }

    @Override
    public StreamStep closed() {
        return !finished.isEmpty() && finished.containsAll(calls.keySet()) ? END : StreamStep.NOTHING;
    }

    private ObjectNode chunk(JsonNode candidate) {
        int index = Candidate.index(candidate);
        int before = calls.getOrDefault(index, 0);
        Answer answer = Candidate.answer(candidate, Candidate.callPrefix(head.id(), index), before);
        boolean called = before + answer.calls() > 0;
        ObjectNode chunk = chunk(index, answer, FinishReason.of(Json.text(candidate, "finishReason"), called));
        ObjectNode logprobs = Candidate.logprobs(candidate);
        if (!logprobs.isEmpty() && chunk.path("choices").path(0) instanceof ObjectNode choice) {
            choice.set("logprobs", logprobs);
        }
        return chunk;
    }

    private ObjectNode chunk(int index, Answer answer, @Nullable String finish) {
        int before = calls.getOrDefault(index, 0);
        ObjectNode delta = answer.delta(before);
        if (!calls.containsKey(index)) {
            delta.put("role", "assistant");
        }
        calls.put(index, before + answer.calls());
        if (finish != null) {
            finished.add(index);
        }
        return Completions.chunk(head, index, delta, finish);
    }
}
