package io.headgate.worker.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.worker.call.chat.Conversation;
import io.headgate.worker.call.chat.Fields;
import io.headgate.worker.call.chat.Json;
import io.headgate.worker.call.chat.Limits;
import io.headgate.worker.call.chat.ResponseFormat;
import io.headgate.worker.call.chat.Tools;
import io.headgate.worker.call.chat.Turn;
import io.headgate.worker.call.chat.Unsaid;
import io.headgate.worker.call.wire.ChatCall;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a request. */
final class RequestBody {
    /** A cap is required here; this one is where neither client nor catalogue has any, and every model allows it. */
    private static final long MAX_TOKENS = 4_096;

    private RequestBody() {}

    static ObjectNode of(ChatCall call, Unsaid unsaid) {
        Fields body = Fields.ofBody(call.body(), unsaid);
        long cap = Limits.outputTokens(body, call.maxOutputTokens());
        long maxTokens = cap == 0 ? MAX_TOKENS : cap;
        List<Turn> turns = Conversation.of(body);
        Tools tools = Tools.of(body);
        MessageList messages = MessageList.of(turns, unsaid);
        Thinking thinking = Thinking.of(body, call.providerModel(), maxTokens, tools, messages);

        ObjectNode to = Json.object().put("model", call.providerModel()).put("max_tokens", maxTokens);
        if (!messages.system().isEmpty()) {
            to.set("system", messages.system());
        }
        to.set("messages", messages.messages());
        ToolFields.write(tools, turns, to);
        writeSampling(body, thinking.isOn(), to);
        writeStop(body, to);
        writeOutput(body, thinking, to);
        writeCaller(body, to);
        if (call.streamed()) {
            to.put("stream", true);
        }
        body.done();
        return to;
    }

    /**
     * A value of 1 is what happens unasked, and the newest models refuse to be told. Temperature and top_p together are
     * refused by all but the oldest, and anything but the defaults while a model thinks.
     */
    private static void writeSampling(Fields body, boolean thinking, ObjectNode to) {
        JsonNode temperature = unlessOne(body.number("temperature"));
        JsonNode topP = unlessOne(body.number("top_p"));
        Long topK = body.count("top_k");
        if (thinking) {
            dropWhereSaid(body, "temperature", temperature, "1 while the model reasons");
            dropWhereSaid(body, "top_p", topP, "1 while the model reasons");
            dropWhereSaid(body, "top_k", topK, "nothing while the model reasons");
            return;
        }
        if (temperature != null && temperature.decimalValue().compareTo(BigDecimal.ONE) > 0) {
            body.drop("temperature", "0 to 1");
        } else if (temperature != null) {
            to.set("temperature", temperature);
        }
        if (temperature != null) {
            dropWhereSaid(body, "top_p", topP, "nothing beside temperature");
        } else if (topP != null) {
            to.set("top_p", topP);
        }
        if (topK != null) {
            to.put("top_k", topK);
        }
    }

    private static @Nullable JsonNode unlessOne(@Nullable JsonNode number) {
        return number == null || number.decimalValue().compareTo(BigDecimal.ONE) == 0 ? null : number;
    }

    private static void dropWhereSaid(Fields body, String name, @Nullable Object value, String allowed) {
        if (value != null) {
            body.drop(name, allowed);
        }
    }

    /** A sequence of blanks alone is refused here. */
    private static void writeStop(Fields body, ObjectNode to) {
        List<String> stop = Limits.stop(body);
        List<String> visible = stop.stream().filter(text -> !text.isBlank()).toList();
        if (visible.size() < stop.size()) {
            body.drop("stop", "sequences that are not blank");
        }
        if (!visible.isEmpty()) {
            ArrayNode sequences = to.putArray("stop_sequences");
            visible.forEach(sequences::add);
        }
    }

    /** There is no JSON without a schema here. */
    private static void writeOutput(Fields body, Thinking thinking, ObjectNode to) {
        ObjectNode output = Json.object();
        if (thinking.effort() != null) {
            output.put("effort", thinking.effort());
        }
        switch (ResponseFormat.of(body)) {
            case ResponseFormat.Text() -> {}
            case ResponseFormat.JsonObject() -> body.drop("response_format", "text or json_schema");
            case ResponseFormat.JsonSchema(ObjectNode schema) ->
                output.putObject("format").put("type", "json_schema").set("schema", schema);
        }
        if (!output.isEmpty()) {
            to.set("output_config", output);
        }
        if (thinking.config() != null) {
            to.set("thinking", thinking.config());
        }
    }

    /** Whose request it is, for the provider's watch on abuse, and what the client says in Anthropic's own words. */
    private static void writeCaller(Fields body, ObjectNode to) {
        String safety = body.text("safety_identifier");
        String user = body.text("user");
        if (safety != null || user != null) {
            to.putObject("metadata").put("user_id", safety != null ? safety : user);
        }
        if (safety != null && user != null) {
            body.drop("user", "nothing beside safety_identifier");
        }
        ObjectNode cache = body.tree("cache_control");
        if (cache != null) {
            to.set("cache_control", cache);
        }
        JsonNode tier = body.peek("service_tier");
        if (tier != null && tier.isTextual() && tier.textValue().equals("default")) {
            body.take("service_tier");
            to.put("service_tier", "standard_only");
        }
    }
}
