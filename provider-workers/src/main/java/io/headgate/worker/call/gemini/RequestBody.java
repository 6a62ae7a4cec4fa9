package io.headgate.worker.call.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Conversation;
import io.headgate.worker.call.chat.Fields;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Tools;
import io.headgate.worker.call.chat.Turn;
import io.headgate.worker.call.chat.Unsaid;
import io.headgate.worker.call.wire.ChatCall;
import java.util.List;

/** Writes a request. */
final class RequestBody {
    private RequestBody() {}

    static ObjectNode of(ChatCall call, Unsaid unsaid) {
        Fields body = Fields.ofBody(call.body(), unsaid);
        List<Turn> turns = Conversation.of(body);
        Tools tools = Tools.of(body);
        ContentList contents = ContentList.of(turns, call.providerModel(), unsaid);

        ObjectNode to = Json.object();
        if (!contents.instructions().isEmpty()) {
            to.putObject("systemInstruction").set("parts", contents.instructions());
        }
        to.set("contents", contents.contents());
        ToolFields.write(tools, unsaid, to);
        ObjectNode config = GenerationConfig.of(body, call);
        if (!config.isEmpty()) {
            to.set("generationConfig", config);
        }
        body.done();
        return to;
    }
}
