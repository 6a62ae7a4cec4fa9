package io.headgate.worker.call.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.schemas.catalog.Unsupported;
import io.headgate.worker.call.chat.Conversation;
import io.headgate.worker.call.chat.Fields;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Limits;
import io.headgate.worker.call.chat.ResponseFormat;
import io.headgate.worker.call.chat.Tools;
import io.headgate.worker.call.chat.Unsaid;
import io.headgate.worker.call.wire.ChatCall;
import java.util.List;

/** Writes a request: what is to predict, and its input. */
final class ReplicateRequest {
    private ReplicateRequest() {}

    static ObjectNode of(ReplicateModel model, ChatCall call, Unsaid unsaid) {
        ObjectNode to = Json.object();
        if (model instanceof ReplicateModel.Version version) {
            to.put("version", version.digits());
        }
        if (call.streamed()) {
            to.put("stream", true);
        }
        Fields body = Fields.ofBody(call.body(), unsaid);
        ReplicateInput names = ReplicateInput.of(model);
        ObjectNode input = to.putObject("input");
        ReplicateImages images = new ReplicateImages(names.images(), unsaid);
        new ReplicatePrompt(unsaid, images).of(Conversation.of(body)).into(input, names);
        images.into(input);
        long cap = Limits.outputTokens(body, call.maxOutputTokens());
        if (cap > 0) {
            input.put(names.cap(), cap);
        }
        names.others().forEach((name, other) -> {
            JsonNode value = body.take(name);
            if (value != null) {
                input.set(other, value);
            }
        });
        writeStop(body, names, input);
        if (!Tools.of(body).functions().isEmpty()) {
            body.drop("tools", "none");
        }
        if (!(ResponseFormat.of(body) instanceof ResponseFormat.Text)) {
            body.drop("response_format", "text");
        }
        body.done();
        return to;
    }

    /** How many tokens an answer may have; 0 for as many as it likes. */
    static long cap(ChatCall call) {
        Fields body = Fields.ofBody(call.body(), new Unsaid(Unsupported.DROP, "nobody"));
        return Limits.outputTokens(body, call.maxOutputTokens());
    }

    /** One text with commas between, so that none may have a comma of its own. */
    private static void writeStop(Fields body, ReplicateInput names, ObjectNode input) {
        List<String> stop = Limits.stop(body);
        if (stop.isEmpty()) {
            return;
        }
        if (names.stop() == null) {
            body.drop("stop", "none");
        } else if (stop.stream().anyMatch(sequence -> sequence.contains(","))) {
            body.drop("stop", "sequences without a comma");
        } else {
            input.put(names.stop(), String.join(",", stop));
        }
    }
}
