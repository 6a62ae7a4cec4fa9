package io.headgate.worker.call.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.chat.Answer;
import io.headgate.worker.call.chat.Completions;
import io.headgate.worker.call.wire.WireJson;
import io.headgate.worker.call.wire.WireReply;
import java.util.List;
import java.util.Optional;

/** Reads a whole reply. */
final class OllamaReply {
    private OllamaReply() {}

    static WireReply of(byte[] body) {
        Optional<ObjectNode> parsed = WireJson.object(body);
        if (parsed.isEmpty()) {
            return new WireReply.Unreadable("no JSON object", null);
        }
        ObjectNode reply = parsed.get();
        Usage usage = OllamaUsage.of(reply);
        if (OllamaError.isIn(reply)) {
            return new WireReply.Failed(OllamaError.of(reply), usage);
        }
        if (!OllamaAnswer.isDone(reply)) {
            return new WireReply.Unreadable("a reply that is not done", usage);
        }
        JsonNode message = reply.path("message");
        if (!message.isObject()) {
            return new WireReply.Unreadable("a reply without message", usage);
        }
        String id = OllamaAnswer.replyId(body);
        Optional<Answer> answer = OllamaAnswer.of(message, id, 0);
        if (answer.isEmpty()) {
            return new WireReply.Unreadable("a tool call without name", usage);
        }
        Completions.Head head = Completions.Head.of(reply.textNode(id), reply.path("model"));
        String finish = OllamaAnswer.finish(reply, answer.get().calls() > 0);
        ObjectNode choice = Completions.choice(0, answer.get().message(), finish);
        return new WireReply.Completion(Completions.completion(head, List.of(choice), usage), usage);
    }
}
