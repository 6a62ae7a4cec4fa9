package io.headgate.worker.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.Answer;
import io.headgate.worker.call.chat.Completions;
import io.headgate.worker.call.chat.Completions.Head;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireReply;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole reply. */
final class GeminiReply {
    private GeminiReply() {}

    static WireReply of(byte[] body) {
        return WireJson.object(body)
                .map(GeminiReply::of)
                .orElseGet(() -> new WireReply.Unreadable("no JSON object", null));
    }

    private static WireReply of(ObjectNode reply) {
        Usage usage = GeminiUsage.of(reply.path("usageMetadata"));
        if (GeminiError.is(reply)) {
            return new WireReply.Failed(GeminiError.of(reply), usage);
        }
        List<ObjectNode> choices = new ArrayList<>();
        Head head = head(reply);
        for (JsonNode candidate : reply.path("candidates")) {
            choices.add(choice(head, candidate));
        }
        if (choices.isEmpty()) {
            if (!isBlocked(reply)) {
                return new WireReply.Unreadable("neither candidates nor a reason for none", usage);
            }
            choices.add(Completions.choice(0, new Answer().message(), FinishReason.FILTERED));
        }
        return new WireReply.Completion(Completions.completion(head, choices, usage), usage);
    }

    /** Whether the prompt was blocked, of which there are no candidates then. */
    static boolean isBlocked(JsonNode reply) {
        return !Json.text(reply.path("promptFeedback"), "blockReason").isEmpty();
    }

    static Head head(JsonNode reply) {
        return Head.of(reply.path("responseId"), reply.path("modelVersion"));
    }

    private static ObjectNode choice(Head head, JsonNode candidate) {
        int index = Candidate.index(candidate);
        Answer answer = Candidate.answer(candidate, Candidate.callPrefix(head.id(), index), 0);
        String finish = FinishReason.of(Json.text(candidate, "finishReason"), answer.calls() > 0);
        ObjectNode choice = Completions.choice(index, answer.message(), finish);
        ObjectNode logprobs = Candidate.logprobs(candidate);
        return logprobs.isEmpty() ? choice : choice.set("logprobs", logprobs);
    }
}
