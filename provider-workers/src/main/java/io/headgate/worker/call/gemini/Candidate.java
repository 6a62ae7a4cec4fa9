package io.headgate.worker.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Answer;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.wire.WireJson;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what one candidate says, whole or a chunk of it. Where its sources are is left aside. */
final class Candidate {
    private Candidate() {}

    static int index(JsonNode candidate) {
        return candidate.path("index").asInt(0);
    }

    /**
     * @param callPrefix what made ids of calls begin with: most calls come without one
     * @param before how many calls of this candidate came before
     */
    static Answer answer(JsonNode candidate, String callPrefix, int before) {
        Answer answer = new Answer();
        for (JsonNode part : candidate.path("content").path("parts")) {
            ObjectNode signed = Signatures.extra(part);
            JsonNode call = part.path("functionCall");
            if (call.isObject()) {
                String id = Json.text(call, "id");
                int number = before + answer.calls();
                answer.call(
                        id.isEmpty() ? callPrefix + number : id,
                        Json.text(call, "name"),
                        call.path("args").isMissingNode() || call.path("args").isNull()
                                ? "{}"
                                : WireJson.written(call.path("args")),
                        signed);
                continue;
            }
            if (part.path("thought").asBoolean()) {
                answer.reasoning(Json.text(part, "text"));
            } else {
                answer.text(Json.text(part, "text"));
            }
            if (signed != null) {
                answer.extra(signed);
            }
        }
        return answer;
    }

    /** The same whenever the reply is read, and another one for each reply and candidate. */
    static String callPrefix(@Nullable String replyId, int candidate) {
        return "call_%s%d_".formatted(replyId == null ? "" : replyId + "_", candidate);
    }

    /** {@code {content: [{token, logprob, bytes, top_logprobs}]}}; empty when there are none. */
    static ObjectNode logprobs(JsonNode candidate) {
        JsonNode result = candidate.path("logprobsResult");
        ObjectNode logprobs = Json.object();
        if (!result.path("chosenCandidates").isArray()) {
            return logprobs;
        }
        ArrayNode content = logprobs.putArray("content");
        for (JsonNode chosen : result.path("chosenCandidates")) {
            ObjectNode token = token(chosen);
            ArrayNode alternatives = token.putArray("top_logprobs");
            JsonNode top = result.path("topCandidates").path(content.size()).path("candidates");
            top.forEach(other -> alternatives.add(token(other)));
            content.add(token);
        }
        return logprobs;
    }

    private static ObjectNode token(JsonNode from) {
        String text = Json.text(from, "token");
        ObjectNode token = Json.object().put("token", text);
        token.set("logprob", from.path("logProbability").isNumber() ? from.path("logProbability") : null);
        ArrayNode bytes = token.putArray("bytes");
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(Byte.toUnsignedInt(one));
        }
        return token;
    }
}
