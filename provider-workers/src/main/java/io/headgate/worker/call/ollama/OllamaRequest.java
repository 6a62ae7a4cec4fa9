package io.headgate.worker.call.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Conversation;
import io.headgate.worker.call.chat.Fields;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Limits;
import io.headgate.worker.call.chat.ResponseFormat;
import io.headgate.worker.call.chat.Tools;
import io.headgate.worker.call.chat.Unsaid;
import io.headgate.worker.call.wire.ChatCall;
import java.util.List;

/** Writes a request. How long a model stays in memory afterwards is the server's own matter. */
final class OllamaRequest {
    /** Of the same name and meaning in {@code options}; some are not OpenAI's, and many clients say them. */
    private static final List<String> SAMPLING =
            List.of("temperature", "top_p", "top_k", "min_p", "seed", "presence_penalty", "frequency_penalty");

    private OllamaRequest() {}

    static ObjectNode of(ChatCall call, Unsaid unsaid) {
        Fields body = Fields.ofBody(call.body(), unsaid);
        ObjectNode to = Json.object().put("model", call.providerModel()).put("stream", call.streamed());
        // What does not fit into the context is refused, then, or ends with "length", and is not cut off in silence.
        to.put("truncate", false).put("shift", false);
        to.set("messages", new OllamaMessages(unsaid).of(Conversation.of(body)));
        writeTools(body, unsaid, to);
        writeFormat(body, to);
        writeThinking(body, to);
        ObjectNode options = options(body, call.maxOutputTokens());
        if (!options.isEmpty()) {
            to.set("options", options);
        }
        body.done();
        return to;
    }

    private static ObjectNode options(Fields body, long maxOutputTokens) {
        ObjectNode options = Json.object();
        for (String name : SAMPLING) {
            JsonNode number = body.number(name);
            if (number != null) {
                options.set(name, number);
            }
        }
        long cap = Limits.outputTokens(body, maxOutputTokens);
        if (cap > 0) {
            options.put("num_predict", cap);
        }
        List<String> stop = Limits.stop(body);
        if (!stop.isEmpty()) {
            ArrayNode sequences = options.putArray("stop");
            stop.forEach(sequences::add);
        }
        return options;
    }

    /** The model is free to call what it is offered; who is to call nothing is offered nothing. */
    private static void writeTools(Fields body, Unsaid unsaid, ObjectNode to) {
        Tools tools = Tools.of(body);
        if (tools.isForced()) {
            body.drop("tool_choice", "auto or none");
        }
        if (!tools.parallel()) {
            body.drop("parallel_tool_calls", "true");
        }
        if (tools.choice() == Tools.Choice.NONE || tools.functions().isEmpty()) {
            return;
        }
        ArrayNode said = to.putArray("tools");
        for (Tools.Function function : tools.functions()) {
            ObjectNode one = said.addObject().put("type", "function").putObject("function");
            one.put("name", function.name());
            if (function.description() != null) {
                one.put("description", function.description());
            }
            one.set("parameters", function.parameters() != null ? function.parameters() : noParameters());
            if (function.strict()) {
                unsaid.drop(function.path() + ".strict");
            }
            if (function.cacheControl() != null) {
                unsaid.drop(function.path() + ".cache_control");
            }
        }
    }

    private static ObjectNode noParameters() {
        ObjectNode none = Json.object().put("type", "object");
        none.putObject("properties");
        return none;
    }

    private static void writeFormat(Fields body, ObjectNode to) {
        switch (ResponseFormat.of(body)) {
            case ResponseFormat.Text() -> {}
            case ResponseFormat.JsonObject() -> to.put("format", "json");
            case ResponseFormat.JsonSchema(ObjectNode schema) -> to.set("format", schema);
        }
    }

    /** A model that cannot think refuses to be told to. */
    private static void writeThinking(Fields body, ObjectNode to) {
        String effort = body.text("reasoning_effort");
        switch (effort == null ? "" : effort) {
            case "" -> {}
            case "none" -> to.put("think", false);
            case "low", "medium", "high" -> to.put("think", effort);
            default -> body.drop("reasoning_effort", "none, low, medium or high");
        }
    }
}
