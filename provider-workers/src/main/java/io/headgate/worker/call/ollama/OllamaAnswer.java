package io.headgate.worker.call.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.worker.call.chat.Answer;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Reads the message of a reply, or of a line of one. */
final class OllamaAnswer {
    /** Nine letters and digits: fit for a later turn with whoever is strictest about ids. */
    private static final int ID_LENGTH = 9;

    private OllamaAnswer() {}

    /**
     * What a message says.
     *
     * @param reply the reply's id: calls that come without one get one that is always the same for the same reply
     * @param before how many calls the reply had before
     * @return empty when a call names no function
     */
    static Optional<Answer> of(JsonNode message, String reply, int before) {
        Answer answer = new Answer();
        answer.text(Json.text(message, "content"));
        answer.reasoning(Json.text(message, "thinking"));
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            String name = Json.text(function, "name");
            if (name.isEmpty()) {
                return Optional.empty();
            }
            String id = Json.text(call, "id");
            int index = before + answer.calls();
            answer.call(id.isEmpty() ? madeId(reply, index) : id, name, arguments(function.path("arguments")), null);
        }
        return Optional.of(answer);
    }

    private static String arguments(JsonNode arguments) {
        if (arguments.isTextual()) {
            return arguments.textValue();
        }
        return arguments.isMissingNode() || arguments.isNull() ? "{}" : WireJson.written(arguments);
    }

    private static String madeId(String reply, int index) {
        byte[] seed = (reply + "/" + index).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(seed).toString().replace("-", "").substring(0, ID_LENGTH);
    }

    /** Ollama's replies have no id: the same reply has the same one. */
    static String replyId(byte[] reply) {
        return "chatcmpl-" + UUID.nameUUIDFromBytes(reply);
    }

    /**
     * Why a reply ended. Older servers do not say; {@code load} and {@code unload}, and whatever is to come, stand as they
     * are.
     *
     * @param called whether the reply has tool calls: a stop like any other to Ollama
     */
    static String finish(JsonNode reply, boolean called) {
        String reason = Json.text(reply, "done_reason");
        if (reason.isEmpty() || reason.equals("stop")) {
            return called ? "tool_calls" : "stop";
        }
        return reason;
    }

    static boolean isDone(JsonNode reply) {
        return reply.path("done").isBoolean() && reply.path("done").booleanValue();
    }
}
